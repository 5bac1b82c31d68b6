/*
 * Forced into every file by the compiler's -include: functions whose use is a
 * bug waiting. Each becomes a name that nothing declares, and that says in the
 * compiler's own error what to call instead.
 */
#pragma once

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#undef strcpy
#undef strcat
#undef strncpy
#undef strncat
#undef strtok
#undef sprintf
#undef vsprintf
#undef alloca
#define strcpy(...) strcpy_is_banned_use_arena_copy
#define strcat(...) strcat_is_banned_use_text_add
#define strncpy(...) strncpy_is_banned_use_arena_copy
#define strncat(...) strncat_is_banned_use_text_add
#define strtok(...) strtok_is_banned_use_strchr
#define sprintf(...) sprintf_is_banned_use_arena_printf
#define vsprintf(...) vsprintf_is_banned_use_arena_printf
#define atoi(...) atoi_is_banned_use_text_to_int
#define atol(...) atol_is_banned_use_text_to_int
#define gmtime(...) gmtime_is_banned_use_instant_wire
#define localtime(...) localtime_is_banned_use_instant_wire
#define rand(...) rand_is_banned_use_random_bytes
#define srand(...) srand_is_banned_use_random_bytes
#define random(...) random_is_banned_use_random_bytes
#define system(...) system_is_banned_there_is_no_shell
#define popen(...) popen_is_banned_there_is_no_shell
#define alloca(...) alloca_is_banned_use_arena_alloc

/*
 * Binding and fetching. A batch of one is its literal; a batch of several is
 * wrapped in BEGIN NOT ATOMIC ... END, which MariaDB prepares with its
 * parameters like any statement and runs in one round trip.
 */
#include "db/statement.h"

#include <errmsg.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "db/rows_fill.h"

enum { CACHE_SLOTS = 512, CACHE_MOST = 256 };

struct prepared {
	const char *sql[BATCH_STATEMENTS];
	int count;
	MYSQL_STMT *handle;
};

struct statement_cache {
	struct prepared slots[CACHE_SLOTS];
	int used;
};

struct statement_cache *statement_cache_create(void)
{
	struct statement_cache *cache = calloc(1, sizeof(*cache));

	if (!cache)
		abort();
	return cache;
}

void statement_cache_clear(struct statement_cache *cache)
{
	for (int i = 0; i < CACHE_SLOTS; i++)
		if (cache->slots[i].handle)
			mysql_stmt_close(cache->slots[i].handle);
	memset(cache, 0, sizeof(*cache));
}

void statement_cache_free(struct statement_cache *cache)
{
	statement_cache_clear(cache);
	free(cache);
}

bool batch_has_room(const struct batch *batch, int values)
{
	return batch->count + 2 <= BATCH_STATEMENTS && batch->value_count + values <= BATCH_VALUES;
}

void batch_add(struct batch *batch, const char *sql, struct rows **rows, struct values values)
{
	if (batch->count == BATCH_STATEMENTS || batch->value_count + values.count > BATCH_VALUES)
		abort();
	batch->rows[batch->count] = rows;
	batch->sql[batch->count++] = sql;
	if (values.count > 0)
		memcpy(batch->values + batch->value_count, values.list,
		       sizeof(values.list[0]) * (size_t)values.count);
	batch->value_count += values.count;
}

/* The bytes themselves, and what stands before them: type and length. */
static size_t value_bytes(const struct value *value)
{
	enum { BEFORE = 11 };

	switch (value->kind) {
	case VALUE_TEXT: return BEFORE + strlen(value->text);
	case VALUE_JSON: return BEFORE + value->json.length;
	case VALUE_NULL:
	case VALUE_BOOL:
	case VALUE_INT:
	case VALUE_ID:
	case VALUE_DIGEST:
	case VALUE_TIME: return BEFORE + ID_TEXT;
	}
	return 0;
}

size_t batch_bytes(const struct batch *batch)
{
	size_t text = 64, values = 64;

	for (int i = 0; i < batch->count; i++)
		text += strlen(batch->sql[i]) + 2;
	for (int i = 0; i < batch->value_count; i++)
		values += value_bytes(&batch->values[i]);
	return text > values ? text : values;
}

/* Literals are told apart by address: the same text twice is at worst prepared twice. */
static struct prepared *slot_of(struct statement_cache *cache, const struct batch *batch)
{
	size_t bytes = sizeof(batch->sql[0]) * (size_t)batch->count;
	uint64_t hash = 14695981039346656037u;

	for (int i = 0; i < batch->count; i++)
		hash = (hash ^ (uintptr_t)batch->sql[i]) * 1099511628211u;
	for (size_t at = hash >> 16;; at++) {
		struct prepared *slot = &cache->slots[at % CACHE_SLOTS];

		if (!slot->handle ||
		    (slot->count == batch->count && memcmp(slot->sql, batch->sql, bytes) == 0))
			return slot;
	}
}

/* The block itself does not tell how many rows its last statement matched: it is asked in words. */
static bool asks_affected(const struct batch *batch)
{
	int last = batch->count - 1;

	return batch->count > 1 && !batch->rows[last] && strcmp(batch->sql[last], "COMMIT") != 0;
}

static const char *wrap(struct arena *arena, const struct batch *batch)
{
	if (batch->count == 1 && strncmp(batch->sql[0], "IF ", 3) != 0)
		return batch->sql[0];

	struct text text = text_start(arena, 1024);

	text_add_string(&text, "BEGIN NOT ATOMIC ");
	for (int i = 0; i < batch->count; i++) {
		text_add_string(&text, batch->sql[i]);
		text_add_string(&text, "; ");
	}
	if (asks_affected(batch))
		text_add_string(&text, "SELECT ROW_COUNT() AS affected; ");
	text_add_string(&text, "END");
	return text.bytes;
}

static unsigned prepare(struct statement_cache *cache, MYSQL *mysql, struct arena *arena,
			const struct batch *batch, MYSQL_STMT **out, const char **message)
{
	const my_bool yes = 1;

	if (cache->used >= CACHE_MOST)
		statement_cache_clear(cache);

	struct prepared *slot = slot_of(cache, batch);

	if (slot->handle) {
		*out = slot->handle;
		return 0;
	}

	const char *sql = wrap(arena, batch);
	MYSQL_STMT *handle = mysql_stmt_init(mysql);

	if (!handle)
		abort();
	if (mysql_stmt_prepare(handle, sql, strlen(sql))) {
		unsigned number = mysql_stmt_errno(handle);

		*message = arena_printf(arena, "%s: %s", mysql_stmt_error(handle), sql);
		mysql_stmt_close(handle);
		return number;
	}
	if (mysql_stmt_param_count(handle) != (unsigned long)batch->value_count)
		abort(); /* a ? too many or too few: a mistake in the program */
	(void)mysql_stmt_attr_set(handle, STMT_ATTR_UPDATE_MAX_LENGTH, &yes);
	memcpy(slot->sql, batch->sql, sizeof(batch->sql[0]) * (size_t)batch->count);
	slot->count = batch->count;
	slot->handle = handle;
	cache->used++;
	*out = handle;
	return 0;
}

static void bind_text(MYSQL_BIND *bind, enum enum_field_types type, const void *bytes, size_t length)
{
	bind->buffer_type = type;
	/* Connector/C only reads a parameter, but its type has no const. */
	bind->buffer = (void *)(uintptr_t)bytes;
	bind->buffer_length = length;
}

static void bind_value(struct arena *arena, MYSQL_BIND *bind, const struct value *value)
{
	char *text;

	switch (value->kind) {
	case VALUE_NULL: bind->buffer_type = MYSQL_TYPE_NULL; return;
	case VALUE_BOOL:
	case VALUE_INT:
		bind->buffer_type = MYSQL_TYPE_LONGLONG;
		bind->buffer = (void *)(uintptr_t)&value->number;
		return;
	case VALUE_TEXT:
		bind_text(bind, MYSQL_TYPE_STRING, value->text, strlen(value->text));
		return;
	case VALUE_JSON:
		bind_text(bind, MYSQL_TYPE_STRING, value->json.text, value->json.length);
		return;
	case VALUE_ID: bind_text(bind, MYSQL_TYPE_STRING, value->id.text, ID_TEXT - 1); return;
	case VALUE_DIGEST:
		bind_text(bind, MYSQL_TYPE_BLOB, value->digest.bytes, SHA256_BYTES);
		return;
	case VALUE_TIME:
		text = arena_alloc(arena, INSTANT_TEXT);
		instant_sql(value->time, text);
		bind_text(bind, MYSQL_TYPE_STRING, text, strlen(text));
		return;
	}
}

static bool is_integer(enum enum_field_types type)
{
	return type == MYSQL_TYPE_TINY || type == MYSQL_TYPE_SHORT || type == MYSQL_TYPE_INT24 ||
	       type == MYSQL_TYPE_LONG || type == MYSQL_TYPE_LONGLONG || type == MYSQL_TYPE_YEAR;
}

struct column {
	unsigned long length;
	my_bool is_null;
	int64_t number;
	char *bytes;
};

static void bind_column(struct arena *arena, const MYSQL_FIELD *field, MYSQL_BIND *bind,
			struct column *column)
{
	bind->length = &column->length;
	bind->is_null = &column->is_null;
	if (is_integer(field->type)) {
		bind->buffer_type = MYSQL_TYPE_LONGLONG;
		bind->buffer = &column->number;
		return;
	}
	column->bytes = arena_alloc(arena, field->max_length + 1);
	bind->buffer_type = MYSQL_TYPE_STRING;
	bind->buffer = column->bytes;
	bind->buffer_length = field->max_length + 1;
}

static void fill_row(struct arena *arena, struct cell *cells, const struct column *columns,
		     int count)
{
	for (int i = 0; i < count; i++) {
		if (columns[i].is_null)
			continue;
		if (columns[i].bytes) {
			cells[i].length = columns[i].length;
			cells[i].text = arena_copy(arena, columns[i].bytes, columns[i].length);
		} else {
			cells[i].is_number = true;
			cells[i].number = columns[i].number;
		}
	}
}

static unsigned fetch(MYSQL_STMT *handle, struct arena *arena, struct rows **out)
{
	/* Stored first: then each column's longest value is known, and the buffers fit. */
	if (mysql_stmt_store_result(handle))
		return mysql_stmt_errno(handle);

	MYSQL_RES *metadata = mysql_stmt_result_metadata(handle);

	if (!metadata)
		abort();
	int count = (int)mysql_num_fields(metadata);
	const MYSQL_FIELD *fields = mysql_fetch_fields(metadata);
	struct rows *rows = rows_create(arena, count, (int)mysql_stmt_num_rows(handle));
	MYSQL_BIND *binds = ARENA_ARRAY(arena, MYSQL_BIND, count);
	struct column *columns = ARENA_ARRAY(arena, struct column, count);

	for (int i = 0; i < count; i++) {
		rows->names[i] = arena_copy(arena, fields[i].name, strlen(fields[i].name));
		bind_column(arena, &fields[i], &binds[i], &columns[i]);
	}
	mysql_free_result(metadata);
	if (mysql_stmt_bind_result(handle, binds))
		return mysql_stmt_errno(handle);
	for (int row = 0; row < rows->count; row++) {
		if (mysql_stmt_fetch(handle) == 1)
			return mysql_stmt_errno(handle);
		fill_row(arena, rows->cells + (size_t)row * (size_t)count, columns, count);
	}
	*out = rows;
	return 0;
}

static struct rows **next_query(const struct batch *batch, int *at)
{
	while (*at < batch->count)
		if (batch->rows[(*at)++])
			return batch->rows[*at - 1];
	return NULL;
}

/* A block answers with each result in turn and a last, empty one; all must be read. */
static unsigned read_results(MYSQL_STMT *handle, struct arena *arena, const struct batch *batch,
			     int64_t *affected)
{
	int at = 0;

	for (;;) {
		if (mysql_stmt_field_count(handle) > 0) {
			struct rows **wanted = next_query(batch, &at), *found = NULL;
			unsigned number = fetch(handle, arena, &found);

			(void)mysql_stmt_free_result(handle);
			if (number)
				return number;
			if (wanted)
				*wanted = found;
			else if (rows_next(found))
				*affected = row_int(found, "affected");
		}

		int more = mysql_stmt_next_result(handle);

		if (more < 0)
			return 0;
		if (more > 0)
			return mysql_stmt_errno(handle);
	}
}

unsigned batch_run(struct statement_cache *cache, MYSQL *mysql, struct arena *arena,
		   const struct batch *batch, int64_t *affected, const char **message)
{
	MYSQL_STMT *handle = NULL;
	MYSQL_BIND *binds = ARENA_ARRAY(arena, MYSQL_BIND, batch->value_count + 1);
	unsigned number = prepare(cache, mysql, arena, batch, &handle, message);

	if (number)
		return number;
	for (int i = 0; i < batch->value_count; i++)
		bind_value(arena, &binds[i], &batch->values[i]);
	if ((batch->value_count > 0 && mysql_stmt_bind_param(handle, binds)) ||
	    mysql_stmt_execute(handle))
		number = mysql_stmt_errno(handle);

	bool is_reading = !number;

	if (is_reading) {
		*affected = (int64_t)mysql_stmt_affected_rows(handle);
		number = read_results(handle, arena, batch, affected);
	}
	if (!number)
		return 0;
	/* Of a block, the whole: MariaDB does not say which of its statements failed. */
	*message = arena_printf(arena, "%s: %s", mysql_stmt_error(handle), wrap(arena, batch));
	/* Among rows that were being read, Connector/C would wait for the rest at the next execute. */
	if (is_reading)
		(void)mysql_stmt_reset(handle);
	return number;
}

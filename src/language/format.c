#include "language/format.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/attr.h"
#include "language/vocabulary.h"

/* How far the thing asked for stands behind the verb. */
enum { NOUN_REACH = 8 };
enum role { ROLE_ASK = 1, ROLE_CODE, ROLE_TEXT, ROLE_AS, ROLE_FROM, ROLE_DATA };

/* clang-format off */
static const struct vocabulary_row roles[] = {
	{ ROLE_ASK, "write implement create build code fix refactor develop provide give need make debug port optimize "
	  "rewrite generate schreibe schreib implementiere erstelle écris crée escribe crea напиши реализуй" },
	{ ROLE_CODE, "implement command function script program regex regexp query snippet class method macro makefile dockerfile oneliner "
	  "liner component algorithm sql bash css html code expression unit funktion skript programm fonction "
	  "función функцию функция скрипт программу" },
	{ ROLE_TEXT, "report review article email mail essay post description summary documentation readme plan list "
	  "story poem haiku tutorial explanation comment announcement letter pitch tweet text explain describe summarize "
	  "summarise translate compare research changelog release note message guide name slogan tagline research recipe "
	  "outline joke headline find why how what who which" },
	{ ROLE_AS, "as in to into return output valid only format strict give produce als comme como" },
	{ ROLE_FROM, "from parse parsing read reading load this these aus" },
	{ ROLE_DATA, "object array only format document list file" },
};

static const struct { enum format format; const char *name, *word; } data[] = {
	{ FORMAT_JSON, "JSON", "json" }, { FORMAT_CSV, "CSV", "csv" }, { FORMAT_XML, "XML", "xml" },
	{ FORMAT_TABLE, "a table", "table" },
};

static const struct dialect dialects[] = {
	{ "C", NULL, { "#include", "int ", "char ", "char*", "void ", "struct ", "size_t", "NULL", "bool ", "unsigned " } },
	{ "C++", "cpp", { "std::", "#include", "template", "vector<", "auto ", "int ", "string ", "void " } },
	{ "C#", "csharp", { "using ", "public ", "static ", "var ", "string ", "int ", "namespace " } },
	{ "Python", NULL, { "def ", "import ", "print(", "lambda ", "elif ", "None", "self", " in ", "range(", "not " } },
	{ "JavaScript", "js", { "const ", "let ", "=>", "function", "console.", "===", "var ", "require(", "export " } },
	{ "TypeScript", "ts", { ": string", ": number", "interface ", "type ", "=>", ": boolean", "function", "const " } },
	{ "Java", NULL, { "public ", "class ", "System.", "String ", "private ", "int ", "static ", "List<" } },
	{ "Go", "golang", { "func ", ":=", "package ", "fmt.", "nil" } },
	{ "Rust", NULL, { "fn ", "let ", "impl ", "Vec<", "&str", "println!", "match ", "Some(", "Option<" } },
	{ "Ruby", NULL, { "def ", "end", "puts ", "do |", ".each", "{ |" } },
	{ "PHP", NULL, { "<?php", "$", "echo ", "function " } },
	{ "Bash", "shell", { "#!/", "$(", "echo ", "grep ", "awk ", "if [", "done", "| ", "find ", "$", "ls ", "sed " } },
	{ "SQL", NULL, { "select", "insert", "update", "delete", "create", "with", "alter" } },
	{ "regex", "expression", { "\\", "[", "^", "(", "*", "+", "?", "$", "|", "{" } },
	{ "HTML", NULL, { "<" } },
	{ "CSS", NULL, { "display:", "margin", "position:", "color:", "width:", "height:", "padding", "font", "align", "border" } },
};
/* clang-format on */

static bool spells(const struct word *word, const char *text, const char *name)
{
	return strlen(name) == word->length && !strncasecmp(name, text + word->at, word->length);
}

/* Of code and text, whichever is named first behind a verb that asks. */
static bool asks_code_at(const struct words *words, const struct table *table, int at, int first)
{
	for (int i = at; i < first && i < words->count && i <= at + NOUN_REACH; i++) {
		uint32_t role = table_find(table, words->list[i].stem);

		if (role == ROLE_CODE)
			return true;
		if (role == ROLE_TEXT)
			return false;
	}
	return false;
}

static bool asks_code(const struct words *words, const struct table *table, int first)
{
	for (int i = 0; i < first && i < words->count; i++) {
		uint32_t role = table_find(table, words->list[i].stem);

		if (i == 0 && asks_code_at(words, table, 0, first))
			return true;
		if (role == ROLE_ASK && asks_code_at(words, table, i + 1, first))
			return true;
		if (role == ROLE_TEXT)
			return false; /* the first thing asked for decides */
	}
	return false;
}

/* "as JSON", "a JSON array", not "from JSON": the nearest such word before decides. */
static bool asks_data_at(const struct words *words, const struct table *table, int at)
{
	for (int i = at - 1; i >= 0 && i >= at - 3; i--) {
		uint32_t role = table_find(table, words->list[i].stem);

		if (role == ROLE_AS || role == ROLE_FROM)
			return role == ROLE_AS;
	}
	return at + 1 < words->count && table_find(table, words->list[at + 1].stem) == ROLE_DATA;
}

enum format format_asked(struct arena *arena, const struct words *words, int first, const char *text)
{
	struct table table = vocabulary_of(arena, roles, COUNT(roles));

	if (asks_code(words, &table, first))
		return FORMAT_CODE;
	for (int i = 0; i < first && i < words->count; i++)
		for (int f = 0; f < COUNT(data); f++)
			if (spells(&words->list[i], text, data[f].word) &&
			    asks_data_at(words, &table, i))
				return data[f].format;
	return FORMAT_TEXT;
}

const char *format_name(enum format format)
{
	for (int i = 0; i < COUNT(data); i++)
		if (data[i].format == format)
			return data[i].name;
	return format == FORMAT_CODE ? "code" : "text";
}

/* Names that are also words or letters count as they are written; signs behind them belong to them.
 */
static bool names_dialect(const struct word *word, const char *text, const char *name)
{
	size_t length = strlen(name), letters = 0;
	const char *at = text + word->at;

	while (letters < length && isalpha((unsigned char)name[letters]))
		letters++;
	if (word->length != letters)
		return false;
	if ((letters <= 2 ? strncmp(at, name, length) : strncasecmp(at, name, length)) != 0)
		return false;
	return length > letters || (at[length] != '+' && at[length] != '#' && at[length] != '\'');
}

const struct dialect *dialect_asked(const struct words *words, int first, const char *text)
{
	const struct dialect *asked = NULL;

	for (int i = 0; i < first && i < words->count; i++)
		for (int d = 0; d < COUNT(dialects); d++) {
			if (!names_dialect(&words->list[i], text, dialects[d].name) &&
			    !(dialects[d].alias &&
			      names_dialect(&words->list[i], text, dialects[d].alias)))
				continue;
			if (asked && asked != &dialects[d])
				return NULL;
			asked = &dialects[d];
		}
	return asked;
}

bool dialect_in(const struct dialect *dialect, const char *text)
{
	for (int i = 0; i < COUNT(dialect->marks) && dialect->marks[i]; i++) {
		const char *mark = dialect->marks[i];

		for (const char *at = strcasestr(text, mark); at; at = strcasestr(at + 1, mark))
			if (at == text || !isalnum((unsigned char)mark[0]) ||
			    !isalnum((unsigned char)at[-1]))
				return true;
	}
	return false;
}

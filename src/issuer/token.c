#include "issuer/token.h"

#include <string.h>
#include <time.h>

enum { LEEWAY_SECONDS = 60, SUBJECT_MOST = 255 };

static enum error refuse(const char *why)
{
	return failure(ERR_UNAUTHENTICATED, "Authentication required: this token %s", why);
}

bool token_is(const char *text)
{
	const char *first = strchr(text, '.'), *second = first ? strchr(first + 1, '.') : NULL;

	return second && !strchr(second + 1, '.');
}

struct header {
	const char *alg, *kid;
	struct js_nodes crit;
};

static const struct js_field header_fields[] = {
	FIELD(header, alg, js_text, .required = true, .max = 20),
	FIELD(header, kid, js_text, .max = 200),
	FIELD(header, crit, js_children),
};

#define TEXT(wire, member) FIELD_AS(wire, token, member, js_loose_text, .max = 1000)

static const struct js_field claim_fields[] = {
	TEXT("iss", issuer),
	TEXT("sub", subject),
	TEXT("role", role),
	TEXT("nonce", nonce),
	TEXT("azp", party),
	TEXT("client_id", client_id),
	TEXT("name", name),
	TEXT("nickname", nickname),
	FIELD_AS("aud", token, audiences, js_text_or_texts, .max = 1000),
	FIELD_AS("exp", token, expires, js_loose_int),
	FIELD_AS("nbf", token, begins, js_loose_int),
	FIELD_AS("is_anonymous", token, is_anonymous, js_loose_bool),
};

static enum error read_header(struct arena *arena, struct token *token)
{
	const struct bytes bytes = token->jws.header;
	struct header header = { .kid = "" };
	struct js_node *node;

	TRY(js_parse(arena, (const char *)bytes.at, bytes.length, &node));
	TRY(js_read(arena, node, header_fields, &header));
	token->algorithm = jws_algorithm_named(header.alg);
	token->key_id = header.kid;
	/* What it lists must be understood, and nothing of it is here (RFC 7515 4.1.11). */
	return token->algorithm == JWS_UNKNOWN || header.crit.list ? ERR_INVALID : OK;
}

static enum error read_claims(struct arena *arena, struct token *token)
{
	const struct bytes bytes = token->jws.payload;
	struct js_node *node;

	TRY(js_parse(arena, (const char *)bytes.at, bytes.length, &node));
	return js_read(arena, node, claim_fields, token);
}

enum error token_read(struct arena *arena, const char *text, struct token *out)
{
	struct token token = { .issuer = "",
			       .subject = "",
			       .role = "",
			       .nonce = "",
			       .party = "",
			       .client_id = "",
			       .name = "",
			       .nickname = "" };

	if (!jws_split(arena, text, &token.jws))
		return refuse("is none, or longer than 8 KiB");
	if (read_header(arena, &token) || read_claims(arena, &token))
		return refuse("is none that is understood here");
	*out = token;
	return OK;
}

static bool is_for(const struct token *token, const char *audience)
{
	for (int i = 0; i < token->audiences.count; i++)
		if (strcmp(token->audiences.list[i], audience) == 0)
			return true;
	return false;
}

static enum error check_time(const struct token *token)
{
	int64_t now = time(NULL);

	if (!token->expires.known || token->expires.number <= now - LEEWAY_SECONDS)
		return refuse("is over");
	if (token->begins.known && token->begins.number > now + LEEWAY_SECONDS)
		return refuse("is not good yet");
	return OK;
}

/* OpenID Connect Core 3.1.3.7: of a sign-in, and who asked for it if the token says so. */
static enum error check_sign_in(const struct token *token, const struct token_rule *rule)
{
	if (strcmp(token->nonce, rule->nonce) != 0)
		return refuse("answers another sign-in");
	if (*token->party && strcmp(token->party, rule->audience) != 0)
		return refuse("was asked for by another program");
	return OK;
}

enum error token_check(const struct token *token, const struct token_rule *rule)
{
	if (strcmp(token->issuer, rule->issuer) != 0)
		return refuse("is another issuer's");
	if (!is_for(token, rule->audience))
		return refuse("is for somebody else");
	TRY(check_time(token));
	if (*rule->role && strcmp(token->role, rule->role) != 0)
		return refuse("is of another role");
	if (!*token->subject || strlen(token->subject) > SUBJECT_MOST || token->is_anonymous)
		return refuse("says of nobody who it is");
	return rule->nonce ? check_sign_in(token, rule) : OK;
}

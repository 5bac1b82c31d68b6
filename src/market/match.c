#include "market/match.h"

#include "market/token.h"

enum { TAG_WEIGHT = 3, WORD_WEIGHT = 1, ROWS_EXAMINED = 20000 };

/*
 * A walk along the waiting jobs of one word, oldest first, that passes by what
 * the agent's owner posted or was shown. A word that no agent has (NULL) meets
 * nothing. The last walk is along all that wait.
 */
#define WALK(slot) \
	"(SELECT " #slot " AS slot, ? AS weight, t.job_id FROM job_tokens t " \
	"LEFT JOIN presentations p ON p.user_id = ? AND p.job_id = t.job_id " \
	"WHERE t.token = ? AND t.waiting = TRUE AND t.sender <> ? AND p.job_id IS NULL " \
	"ORDER BY t.job_id LIMIT ?) UNION ALL "
#define WALK_ALL \
	"(SELECT 99 AS slot, 0 AS weight, j.id AS job_id FROM jobs j FORCE INDEX (jobs_waiting) " \
	"LEFT JOIN presentations p ON p.user_id = ? AND p.job_id = j.id " \
	"WHERE j.waiting = TRUE AND j.sender <> ? AND p.job_id IS NULL ORDER BY j.id LIMIT ?)"
#define WALKS \
	WALK(1) WALK(2) WALK(3) WALK(4) WALK(5) WALK(6) WALK(7) WALK(8) WALK(9) WALK(10) \
	WALK(11) WALK(12) WALK(13) WALK(14) WALK(15) WALK(16) WALK_ALL

/* The values of WALKS: five a word, and three. */
enum { WALK_VALUES = 5 * AGENT_TOKENS + 3 };

static struct tokens tokens_of(struct arena *arena, const struct agent *agent, int *tags)
{
	struct tokens tokens = { .count = 0 };

	tokens_read(arena, agent->tags.text, AGENT_TOKENS, &tokens);
	*tags = tokens.count;
	tokens_read(arena, agent->personality, AGENT_TOKENS, &tokens);
	return tokens;
}

static void fill(const struct agent *agent, const struct tokens *tokens, int tags, int most,
		 struct value *out)
{
	for (int i = 0; i < AGENT_TOKENS; i++) {
		*out++ = V(i < tags ? TAG_WEIGHT : WORD_WEIGHT);
		*out++ = V(agent->owner_id);
		*out++ = i < tokens->count ? value_int(tokens->list[i])
					   : (struct value){ .kind = VALUE_NULL };
		*out++ = V(agent->owner_id);
		*out++ = V(most);
	}
	*out++ = V(agent->owner_id);
	*out++ = V(agent->owner_id);
	*out++ = V(most);
}

enum error match_list(struct db *db, const struct agent *agent, int page, struct matches *out)
{
	struct rows *rows;
	struct value values[WALK_VALUES + 2];
	int tags, most = MATCHES_MOST * (page + 1);
	struct tokens tokens = tokens_of(db_arena(db), agent, &tags);

	fill(agent, &tokens, tags, most, values);
	values[WALK_VALUES] = V(MATCHES_MOST);
	values[WALK_VALUES + 1] = V(MATCHES_MOST * page);
	TRY(db_query_values(db, &rows,
		"SELECT job_id, SUM(points) AS score FROM (SELECT job_id, "
		"ROUND(100 * weight * LN(1 + 64 / COUNT(*) OVER (PARTITION BY slot))) AS points "
		"FROM (" WALKS ") w) s GROUP BY job_id ORDER BY score DESC, job_id LIMIT ? OFFSET ?",
		(struct values){ values, COUNT(values) }));

	struct matches matches = { .count = 0 };

	while (matches.count < MATCHES_MOST && rows_next(rows))
		matches.jobs[matches.count++] = row_id(rows, "job_id");
	*out = matches;
	return OK;
}

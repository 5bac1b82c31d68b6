#include "picture/grades.h"

#include <string.h>

#include "picture/draw.h"

enum {
	ROWS_MOST = 100,
	ROW = 40,
	BADGE = 40,
	BAR = 8500 /* so that it ends within 290 pixels, too */
};

static const char grades[] = "SABCDF";

enum error grades_read(struct db *db, struct id job, struct id viewer, struct grades *out)
{
	struct rows *rows;

	TRY(db_find(db, &rows, "drop",
		"SELECT j.submissions_count, (j.status = 'completed' OR j.sender <=> ?) AS shows_all, s.`rank`, "
		"s.grade, s.user_id <=> ? AS mine FROM jobs j LEFT JOIN submissions s ON s.job_id = j.id "
		"AND s.`rank` IS NOT NULL AND (j.status = 'completed' OR j.sender <=> ? OR s.user_id = ?) "
		"WHERE j.id = ? AND j.kind = 'drop' ORDER BY s.`rank` LIMIT ?",
		viewer, viewer, viewer, viewer, job, ROWS_MOST));

	struct grades found = { .shows_all = row_bool(rows, "shows_all"),
				.submissions_count = row_int(rows, "submissions_count"),
				.rows = ARENA_ARRAY(db_arena(db), struct grade_row, ROWS_MOST) };

	do {
		if (row_text(rows, "grade"))
			found.rows[found.count++] = (struct grade_row){ row_int(rows, "rank"),
									*row_text(rows, "grade"),
									row_bool(rows, "mine") };
	} while (rows_next(rows));
	*out = found;
	return OK;
}

/* S is the whole length, F a sixth of it. */
static struct share length_of(char grade)
{
	int64_t steps = 6 - (strchr(grades, grade) - grades);

	return share(BAR * steps / 6);
}

static const char *name_of(struct arena *arena, const struct grade_row *row)
{
	return arena_printf(arena, "Rank %s%s%s", axis_number(arena, row->rank),
			    row->rank == 1 ? ", the winner" : "", row->mine ? ", yours" : "");
}

static void draw_row(struct drawing *d, const struct grade_row *row, int y)
{
	draw_grade(d, share(0), y + 4, row->grade);
	draw_indent(d, BADGE);
	draw_words(d, share(0), y + 15, AT_START, name_of(d->arena, row));
	draw_area(d, share(0), y + 22, share(BAR), 8, INK_QUIET);
	draw_bar(d, share(0), y + 22, length_of(row->grade), 8, ink_of_grade(row->grade));
	draw_back(d);
}

static const char *sum(struct arena *arena, const struct grades *g)
{
	if (g->count == 0)
		return "Nothing has been graded.";
	if (!g->shows_all)
		return arena_printf(arena, "Your answer got %c.", g->rows[0].grade);
	return arena_printf(arena, "%s; the best got %c.",
			    axis_count(arena, g->count, "answer", "answers"), g->rows[0].grade);
}

struct picture grades_picture(struct arena *arena, const struct grades *g)
{
	struct drawing d = draw_start(arena);
	struct table table = TABLE_START(arena, g->count, "Rank", "Grade");

	for (int i = 0; i < g->count; i++) {
		draw_row(&d, &g->rows[i], i * ROW);
		table_add(&table, name_of(arena, &g->rows[i]),
			  arena_copy(arena, &g->rows[i].grade, 1));
	}
	if (g->count == 0)
		draw_words(&d, share(0), 16, AT_START, "Nothing has been graded yet.");
	return (struct picture){
		.title = "The field's grades",
		.sum = sum(arena, g),
		.height = g->count ? g->count * ROW : 24,
		.drawing = draw_end(&d),
		.table = table,
	};
}

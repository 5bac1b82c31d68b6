#include "judge/kin.h"

#include "base/attr.h"
#include "language/lexicon.h"
#include "language/vocabulary.h"

/* One word of a field is chance; many still say no more than one word of the task. */
enum { CHANCE = 1, FIELD_MOST = 2 };

/* A field: what tasks call it, and what those who know it write. */
struct field {
	const char *task, *work;
};

/* clang-format off */
static const struct field fields[] = {
	{ "day daily weekend week schedule routine agenda calendar date holiday vacation tag woche termin jour semaine día semana",
	  "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october "
	  "november december morning noon afternoon evening night montag dienstag mittwoch donnerstag freitag samstag sonntag lundi "
	  "mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo" },
	{ "price cost budget fee invoice payment refund money amount salary quote preis kosten prix precio costo",
	  "euro euros dollar dollars cent cents usd eur pound pounds francs pay paid price cost cheap discount refund refunded refunds bank" },
	{ "trip travel weekend itinerary visit tour tourist vacation holiday hike city viewpoints reise voyage viaje",
	  "train hotel airport bus museum beach tram metro castle church ticket flight harbour trail map hostel bridge view palace boat" },
	{ "food recipe meal cook cooking dish dinner lunch breakfast menu snack dessert cake essen rezept recette receta",
	  "fry bake boil simmer salt sugar flour oil butter onion garlic oven pan pepper coffee wine lunch dinner brunch fish cheese "
	  "rice soup seafood bread sauce taste dough breakfast restaurant café bakery vegetable meat fruit chicken drink" },
	{ "interview candidate applicant recruiter hiring manager employee staff supervisor onboarding bewerbung",
	  "shift team staff experience training conflict colleague train audit deadline motivate salary handover accident overtime" },
	{ "warehouse logistics shipping delivery inventory stock supply lager",
	  "pallet forklift picker picking truck stock inventory shrinkage shipment carton supplier dock scanner parcel courier postage" },
	{ "shop store sale seller refund return customer order online ecommerce laden boutique tienda",
	  "order return refund refunded customer discount parcel label postage receipt cart buyer checkout exchange warranty damaged" },
	{ "plant houseplant garden gardening tree flower herb pflanze garten plante jardin planta jardín",
	  "leaf leaves soil pot root water seed bloom compost prune stem greenhouse potting blossom" },
	{ "email letter reply message mail complaint application brief lettre carta",
	  "dear hello hi regards sincerely yours faithfully greetings wishes sehr geehrte grüße bonjour cordialement estimado saludo "
	  "saludos atentamente" },
	{ "app website software bug login form test computer server site page program",
	  "click button error crash password screen browser version install email field account session cookie menu tap" },
	{ "health exercise fitness sport yoga workout training sleep diet gesundheit schlaf santé salud",
	  "breathe stretch muscle knee back heart sleep weight doctor minute pose rest body arm leg shoulder hip atmen körper" },
	{ "school teacher student pupil lesson class course exam schule élève escuela",
	  "homework lesson grade learn book read classroom exercise teacher pupil pencil blackboard quiz" },
};
/* clang-format on */

static struct table table_of(struct arena *arena, const char *words)
{
	struct vocabulary_row row = { 1, words };

	return vocabulary_of(arena, &row, 1);
}

static bool speaks_of(const struct words *words, const struct table *field)
{
	for (int i = 0; i < words->count; i++)
		if (table_find(field, words->list[i].stem))
			return true;
	return false;
}

/* Different words of a field that a text has; everyday ones tell nothing. */
static int found_in(struct arena *arena, const struct words *words, const struct table *field)
{
	struct table seen = table_create(arena, words->count);
	int found = 0;

	for (int i = 0; i < words->count; i++)
		if (!(words->list[i].flags & MEANS_EVERYDAY) &&
		    table_find(field, words->list[i].stem))
			found += !(*table_at(&seen, words->list[i].stem))++;
	return found;
}

int kin_weight(struct arena *arena, const struct words *task, const struct words *delivery)
{
	int weight = 0;

	for (int i = 0; i < COUNT(fields); i++) {
		struct table asked = table_of(arena, fields[i].task),
			     told = table_of(arena, fields[i].work);
		int found = speaks_of(task, &asked) ? found_in(arena, delivery, &told) - CHANCE : 0;

		weight += found < 0 ? 0 : found > FIELD_MOST ? FIELD_MOST : found;
	}
	return weight;
}

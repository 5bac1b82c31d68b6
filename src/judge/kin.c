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
	{ "food recipe meal cook cooking dish dinner lunch breakfast menu snack dessert cake pizza restaurant essen kochen backen rezept recette cuisine receta cocina",
	  "fry bake boil simmer salt sugar flour oil butter onion garlic oven pan pepper coffee wine lunch dinner brunch fish cheese "
	  "rice soup seafood bread sauce taste dough breakfast restaurant café bakery vegetable meat fruit chicken drink tomato basil mozzarella mushrooms "
	  "salz zucker mehl öl zwiebel knoblauch ofen pfanne wasser sel sucre farine huile beurre oignon ail four sal azúcar harina aceite "
	  "mantequilla cebolla ajo horno" },
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
	{ "flat apartment rent tenant landlord house move housing lease wohnung miete vermieter appartement loyer piso alquiler",
	  "landlord tenant deposit lease contract mould damp heating boiler shower kitchen bathroom window windows noise neighbour neighbor "
	  "neighbours pets internet bills utilities kaution vermieter mieter heizung schimmel fenster nachbar nachbarn" },
	{ "snow winter frost schnee neige hiver nieve invierno",
	  "flake flakes snowflake frost ice icy sledge sled gloves scarf skis snowman shovel flocken flocke schlitten weiß weiße eis matsch "
	  "schneemann handschuhe flocon flocons luge gants glace copos trineo guantes hielo" },
	{ "weather rain rainy storm autumn wetter regen herbst pluie automne lluvia otoño",
	  "umbrella umbrellas puddle puddles drizzle fog wind cloud clouds thunder drip drops wet nebel regenschirm pfütze pfützen wolken wind laub "
	  "parapluie nuage nuages brouillard paraguas nubes charcos" },
	{ "wedding marriage bride groom engagement anniversary hochzeit mariage boda",
	  "bride groom vows ring rings guests ceremony toast love couple marry married honeymoon dress champagne braut bräutigam mariée novia" },
	{ "birthday party celebration feier geburtstag fête anniversaire fiesta cumpleaños",
	  "cake candles balloons guests music dance drinks invite games presents gift gifts celebrate kuchen torte kerzen gäste feiern musik "
	  "gâteau bougies musique verre fêter pastel velas globos" },
	{ "dog cat pet puppy kitten hund katze haustier chien chat perro gato",
	  "paw paws fur tail bark leash vet walk feed whiskers tabby claws purr bone fluffy groom wag coat pfote fell leine tierarzt patte poil pata" },
	{ "car bike bicycle vehicle drive auto fahrrad voiture vélo coche bicicleta",
	  "engine tyre tire tyres brake brakes mileage garage fuel petrol rust wheel wheels gear accident inspection mechanic motor bremse reifen werkstatt "
	  "pneu frein moteur freno rueda" },
	{ "music song concert band guitar piano lied musik chanson musique canción música",
	  "chord chords melody rhythm drum verse chorus tune sing singer stage strings tempo metronome album refrain akkord melodie accord" },
	{ "typing keyboard type typist tippen tastatur clavier teclado",
	  "row keys key keyboard wpm fingers finger shift punctuation capitals digits errors speed screen metronome taste tasten touche" },
	{ "money save savings tax bank loan debt insurance sparen geld steuer épargne impôt ahorro impuesto",
	  "account interest rate income spend spending debt savings fund invest bill bills loan credit salary konto zinsen compte intérêt cuenta" },
	{ "baby toddler child kid children parent mother father kind kinder eltern enfant parents niño niños",
	  "nap playground toys stroller bedtime diaper crib nursery crayons sleep toddler parents school spielplatz spielzeug jouets juguetes" },
	{ "clean cleaning laundry household chores putzen haushalt ménage limpieza",
	  "vacuum mop dust wipe sponge vinegar bleach bucket wash soap scrub stain floor staubsaugen wischen lappen aspirateur éponge escoba" },
	{ "run running marathon jog race laufen course correr",
	  "jog walk pace miles kilometres km shoes warm stretch rest knees intervals breath joggen schritte dehnen courir zapatillas" },
	{ "beach sea swim swimming pool lake river meer strand schwimmen plage mer playa mar",
	  "swimsuit towel sunscreen sand waves sandals shore tide salt sail boat delta handtuch sonnencreme wellen serviette sable toalla arena olas" },
	{ "hiking camping hike tent mountain wandern zelt berge randonnée montagne senderismo montaña",
	  "boots backpack tent trail map compass rope jacket socks bottle peak summit rucksack wanderschuhe regenjacke schlafsack sac chaussures mochila botas" },
	{ "book books novel read reading story buch bücher roman livre livres libro libros",
	  "author chapter hero novel plot page pages series classic reader character autor kapitel auteur chapitre autor capítulo" },
	{ "boss colleague promotion resignation meeting office chef kollege chefin patron collègue jefe colega ascenso",
	  "team boss congratulations promotion desk lunch project colleagues manager meeting deadline kollegen glückwunsch équipe félicitations equipo "
	  "enhorabuena felicidades" },
	{ "internet cloud wifi password phone smartphone handy téléphone móvil",
	  "password server photos account device router upload backup storage signal network gerät fotos passwort appareil contraseña" },
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
		struct table asked = table_of(arena, fields[i].task), told;
		int found;

		if (!speaks_of(task, &asked))
			continue;
		told = table_of(arena, fields[i].work);
		found = found_in(arena, delivery, &told) - CHANCE;
		weight += found < 0 ? 0 : found > FIELD_MOST ? FIELD_MOST : found;
	}
	return weight;
}

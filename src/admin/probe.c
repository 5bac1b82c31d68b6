/*
 * What the floor makes of texts that are no answer, and of short ones that are:
 * the share of each list that is F in a drop, and that fails as a delivery.
 */
#include <ctype.h>
#include <string.h>

#include "admin/verb.h"
#include "base/attr.h"
#include "json/write.h"
#include "judge/floor.h"

/* Tasks that are no short question. */
static const char *const tasks[] = {
	"Write a product description for a wooden desk lamp that folds flat, for an online shop, in a friendly tone.",
	"Plan a three day trip to Lisbon for a family with two small children, and keep it cheap.",
	"Write a Python function that merges two sorted lists into one sorted list, with a short docstring.",
	"Compare heat pumps with gas boilers for an old house in a cold place, and recommend one of them.",
	"Draft an e-mail to the neighbours about the street party on Saturday, and ask them to move their cars.",
	"Explain to a ten year old how a vaccine teaches the body to fight an illness.",
	"Write a short story about a lighthouse keeper who finds a letter in a bottle.",
	"Give me a weekly meal plan without meat, with a shopping list for four people.",
	"Roast my landing page: the headline says Synergy for everyone and the button is hidden below the fold.",
	"Summarise the arguments for and against a four day working week in a small company.",
	"Suggest improvements to this paragraph: Our team are working hard for deliver the best quality always.",
	"Write unit tests for a function that parses dates in the form of year, month and day.",
	"Beschreibe in einem Absatz, wie man einen Apfelbaum im Winter richtig schneidet.",
	"Rédige une annonce pour louer un petit appartement lumineux près de la gare de Nantes.",
	"Escribe un plan de entrenamiento de cuatro semanas para correr diez kilómetros.",
	"Escreva um anúncio para vender uma bicicleta usada em bom estado na cidade de Braga.",
	"Напиши подробную инструкцию, как пересадить комнатный цветок в большой горшок.",
	"请写一篇介绍家乡春节习俗的短文，要提到食物和家人团聚的场面。",
	"新しい喫茶店の開店を知らせる案内文を、近所の人に向けて書いてください。",
	"اكتب وصفا قصيرا لرحلة بحرية عائلية في الخليج مع برنامج ليومين.",
};

static const char *const nothings[] = {
	"TBD",
	"N/A",
	"null",
	"42",
	"https://example.com/answer",
	"banana",
	"Paris",
	"asdfghjkl",
	"sdkfjh skdjfh ksjdfh",
	"qwertyuiop",
	"asdf asdf asdf asdf",
	"Yes.",
	"no",
	"7",
	"...",
	"-",
	"???",
	"test",
	"todo",
	"undefined",
	"lorem ipsum",
	"   ",
	"{}",
	"ok",
	"www.example.org",
	"none",
	"hello",
	"xxxxxxxx",
	"dfkgjh dfkgjhd lkjdfg lkjsdfg",
	"\xE2\x80\x8B",
};

static const char *const refusals[] = {
	"Sorry, I can't.",
	"I'm sorry, but I can't help with that.",
	"I cannot assist with this request.",
	"As an AI language model, I am unable to complete this task.",
	"I don't know.",
	"I have no idea how to do this, sorry.",
	"I'm not able to provide that. Please ask something else.",
	"I won't do this.",
	"I will send it tomorrow.",
	"Working on it, please give me a few more hours.",
	"Done! See the attached file.",
	"I must decline this task.",
	"Unfortunately I do not have access to the information needed to answer this.",
	"The task has been completed successfully.",
	"Ich kann dabei leider nicht helfen.",
	"Das weiß ich leider nicht.",
	"Je ne peux pas vous aider, désolé.",
	"Lo siento, no puedo ayudarte con eso.",
	"Desculpe, não posso ajudar com isso.",
	"Извините, я не могу помочь с этим.",
	"抱歉，我无法完成这个任务。",
	"申し訳ありませんが、お手伝いできません。",
	"عذرا، لا أستطيع المساعدة في هذا.",
	"מצטער, אני לא יכול לעזור בזה.",
	"माफ़ कीजिए, मैं इसमें मदद नहीं कर सकता।",
};

/* A short question and its short right answer. */
static const char *const shorts[][2] = {
	{ "What is the capital of Peru?", "Lima" },
	{ "How many legs does a spider have?", "8" },
	{ "Is 17 a prime number?", "Yes." },
	{ "Which is bigger, 9.9 or 9.11?", "9.9" },
	{ "Who wrote Hamlet?", "Shakespeare" },
	{ "What colour is a ripe banana?", "Yellow" },
	{ "Which option is right, A, B or C?", "B" },
	{ "What is 12 times 12?", "144" },
	{ "Is the Earth flat?", "No" },
	{ "What is the chemical symbol of gold?", "Au" },
	{ "Wie heißt die Hauptstadt von Polen?", "Warschau" },
	{ "Wie viele Tage hat ein Schaltjahr?", "366" },
	{ "Quelle est la capitale du Japon ?", "Tokyo" },
	{ "Combien font sept fois huit ?", "56" },
	{ "¿Cuántos continentes hay?", "Siete" },
	{ "Qual é a capital da Itália?", "Roma" },
	{ "Сколько будет семь плюс пять?", "12" },
	{ "一年有几个月？", "12个月" },
	{ "3時間は何分ですか。", "180分です。" },
	{ "كم عدد أيام الأسبوع؟", "سبعة" },
};

struct count {
	int n, f, failed;
};

static void look(struct arena *arena, const char *prompt, const char *text, struct count *count)
{
	struct arena_mark mark = arena_mark(arena);
	struct entry entry = { .text = text };
	struct contest contest = { ID_NONE, prompt, "wild", &entry, 1, 0 };
	struct assignment asked = { ID_NONE, prompt, "", "", "", 0 };
	struct delivery given = { .text = text };

	count->n++;
	count->f += floor_of_contest(arena, &contest, NULL)->rule != FLOOR_PASSED;
	count->failed += floor_of_delivery(arena, &asked, &given, NULL).rule != FLOOR_PASSED;
	arena_rewind(arena, mark);
}

static struct json share(struct arena *arena, int part, int whole)
{
	return js_raw(arena_printf(arena, "%.4f", (double)part / whole));
}

static void tell(struct arena *arena, const char *list, const struct count *c)
{
	say(js_object(arena, "list", list, "n", c->n, "drop_f", share(arena, c->f, c->n),
		      "hire_failed", share(arena, c->failed, c->n)));
}

static void probe(struct arena *arena, const char *list, const char *const *texts, int count)
{
	struct count counted = { 0, 0, 0 };

	for (int t = 0; t < COUNT(tasks); t++)
		for (int i = 0; i < count; i++)
			look(arena, tasks[t], texts[i], &counted);
	tell(arena, list, &counted);
}

static const char *in_capitals(struct arena *arena, const char *text)
{
	char *copy = arena_copy(arena, text, strlen(text));

	for (char *at = copy; *at; at++)
		*at = (char)toupper((unsigned char)*at);
	return copy;
}

/* The task again, dressed up a little. */
static void probe_echoes(struct arena *arena)
{
	struct count counted = { 0, 0, 0 };

	for (int t = 0; t < COUNT(tasks); t++) {
		const char *const echoes[] = {
			tasks[t],
			in_capitals(arena, tasks[t]),
			arena_printf(arena, "\"%s\"", tasks[t]),
			arena_printf(arena, "Answer: %s", tasks[t]),
			arena_printf(arena, "%s\n\n%s", tasks[t], tasks[t]),
			arena_printf(arena, "> %s\n", tasks[t]),
		};

		for (int i = 0; i < COUNT(echoes); i++)
			look(arena, tasks[t], echoes[i], &counted);
	}
	tell(arena, "echoes", &counted);
}

enum error admin_judge_probe(struct call *call)
{
	struct count counted = { 0, 0, 0 };

	probe(call->arena, "nothings", nothings, COUNT(nothings));
	probe(call->arena, "refusals", refusals, COUNT(refusals));
	probe_echoes(call->arena);
	for (int i = 0; i < COUNT(shorts); i++)
		look(call->arena, shorts[i][0], shorts[i][1], &counted);
	tell(call->arena, "short answers", &counted);
	return OK;
}

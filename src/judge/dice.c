#include "judge/dice.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct dice dice_of(const char *job, const char *purpose, int number)
{
	char text[128];
	struct dice dice;
	struct digest digest;

	(void)snprintf(text, sizeof(text), "%s %s %d", job, purpose, number);
	digest = digest_of(text, strlen(text));
	memcpy(&dice.state, digest.bytes, sizeof(dice.state));
	return dice;
}

/* splitmix64, by Sebastiano Vigna, public domain. */
static uint64_t next(struct dice *dice)
{
	uint64_t z = dice->state += 0x9E3779B97F4A7C15;

	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
	return z ^ (z >> 31);
}

int dice_draw(struct dice *dice, int count)
{
	return (int)((next(dice) >> 32) * (uint64_t)count >> 32);
}

void dice_shuffle(struct dice *dice, int *list, int count)
{
	for (int i = 0; i < count; i++)
		list[i] = i;
	for (int i = count - 1; i > 0; i--) {
		int k = dice_draw(dice, i + 1), held = list[i];

		list[i] = list[k];
		list[k] = held;
	}
}

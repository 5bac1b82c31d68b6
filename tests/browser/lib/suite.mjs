// What is true, and how it shows: one line each, as tests/e2e/lib.sh prints them.

const count = { passed: 0, failed: 0 };

export function expect(sentence, truth, seen) {
	if (truth) {
		count.passed += 1;
		console.log(`  ok      ${sentence}`);
		return;
	}
	count.failed += 1;
	console.log(`  FAILED  ${sentence}`);
	console.log(`          ${String(typeof seen === 'string' ? seen : JSON.stringify(seen)).slice(0, 1500).replaceAll('\n', ' ')}`);
}

export const equal = (sentence, is, should) =>
	expect(sentence, JSON.stringify(is) === JSON.stringify(should), `${JSON.stringify(is)}, not ${JSON.stringify(should)}`);

export const none = (sentence, list) => expect(sentence, list.length === 0, list.join(' | '));

// What a part throws (an element that does not come, most often) is one failure, and the other parts go on.
export async function part(name, run) {
	const began = Date.now();

	console.log(`${name}:`);
	try {
		await run();
	} catch (error) {
		expect(`${name} goes on to its end`, false, `${error.message} ${error.stack.split('\n').find((line) => line.includes('/parts/')) ?? ''}`);
	}
	console.log(`  (${((Date.now() - began) / 1000).toFixed(1)} s)`);
}

// In that time, and in eight looks a second: where a look takes long, all does.
export async function within(seconds, holds) {
	const until = Date.now() + seconds * 1000;

	for (let looks = seconds * 8; ; looks--) {
		if (await holds()) return true;
		if (looks <= 0 && Date.now() > until) return false;
		await new Promise((done) => setTimeout(done, 100));
	}
}

export function summary() {
	console.log(`${count.passed} passed, ${count.failed} failed`);
	return count.failed === 0;
}

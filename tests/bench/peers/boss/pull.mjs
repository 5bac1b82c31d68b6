// pg-boss fetches one job at a time and gives it back, on several connections at once.
//
//	pull.mjs fill SOCKET-DIRECTORY JOBS
//	pull.mjs pull SOCKET-DIRECTORY JOBS CONNECTIONS SECONDS
//
// A queue for each number of jobs. One that failed is queued again at once (retryDelay
// 0), so there are always as many. Prints one line of JSON, as load does.

import PgBoss from 'pg-boss'

const BATCH = 5000
const [verb, host, jobs, connections, seconds] = process.argv.slice(2)
const queue = `hires_${jobs}`

async function open(max) {
	const boss = new PgBoss({ host, user: 'bench', database: 'postgres', max,
		supervise: false, schedule: false })

	boss.on('error', (error) => {
		console.error(error)
		process.exit(2)
	})
	await boss.start()
	return boss
}

async function fill() {
	const boss = await open(1)

	await boss.createQueue(queue, { name: queue, policy: 'standard' })
	for (let n = 0; n < Number(jobs); n += BATCH)
		await boss.insert(Array.from({ length: Math.min(BATCH, Number(jobs) - n) }, (_, i) => ({
			name: queue, retryLimit: 1000000, retryDelay: 0,
			data: { prompt: `Name three rivers of Europe and say where each one ends; ${n + i}` },
		})))
	await boss.getDb().executeSql('VACUUM ANALYZE pgboss.job')
	await boss.stop({ graceful: false })
}

async function pull() {
	const boss = await open(Number(connections))
	let pulls = 0, end = 0

	async function agent() {
		while (performance.now() < end) {
			const [job] = await boss.fetch(queue, { batchSize: 1 })

			if (!job)
				throw new Error('there is no job')
			await boss.fail(queue, job.id)
			pulls++
		}
	}

	await Promise.all(Array.from({ length: Number(connections) }, () => boss.fetch('nothing')))	// connect
	const start = performance.now()

	end = start + Number(seconds) * 1000
	await Promise.all(Array.from({ length: Number(connections) }, agent))
	const took = (performance.now() - start) / 1000

	console.log(JSON.stringify({ requests: pulls, seconds: took, rate: pulls / took }))
	await boss.stop({ graceful: false })
}

await (verb === 'fill' ? fill() : pull())
process.exit(0)

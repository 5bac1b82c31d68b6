<?php
// POST claim?job=ID: a claim as a careful PHP program would take it: the key's
// look-up, the job's lock, the user's lock with what the rules ask, two writes.

require __DIR__ . '/market.php';

function fail(int $status, string $code): never
{
	answer($status, ['error' => $code, 'code' => $code, 'request_id' => $_SERVER['REQUEST_ID'] ?? '']);
}

function one(mysqli $db, string $sql, array $values): ?array
{
	return $db->execute_query($sql, $values)->fetch_assoc();
}

function new_id(): string
{
	$hex = sprintf('%012x', (int) (microtime(true) * 1000)) . '7'
		. substr(bin2hex(random_bytes(10)), 0, 3) . '8' . substr(bin2hex(random_bytes(8)), 0, 15);
	return substr($hex, 0, 8) . '-' . substr($hex, 8, 4) . '-' . substr($hex, 12, 4) . '-'
		. substr($hex, 16, 4) . '-' . substr($hex, 20);
}

function take(mysqli $db, string $job_id, string $user_id): array
{
	$job = one($db, 'SELECT sender, status, claims_count, max_claims, cancellation_requested, '
		. 'window_closes_at, next_lapse_at FROM jobs WHERE id = ? FOR UPDATE', [$job_id]);
	if (!$job)
		fail(404, 'not_found');
	$user = one($db, "SELECT SYSDATE(3) AS now, LEAST(SYSDATE(3) + INTERVAL 300 SECOND, ?) AS ends, "
		. "c.status AS claim, (SELECT COUNT(*) FROM claims l WHERE l.user_id = u.id "
		. "AND l.status = 'live' AND l.expires_at > NOW(3)) AS live, "
		. "(SELECT COUNT(*) FROM cooldowns d WHERE d.user_id = u.id "
		. "AND d.created_at > NOW(3) - INTERVAL 1 DAY) AS no_shows, "
		. "(SELECT MAX(d.expires_at) FROM cooldowns d WHERE d.user_id = u.id AND d.job_id = ?) AS cooldown "
		. "FROM users u LEFT JOIN claims c ON c.job_id = ? AND c.user_id = u.id "
		. "WHERE u.id = ? FOR UPDATE", [$job['window_closes_at'], $job_id, $job_id, $user_id]);
	if ($job['sender'] === $user_id)
		fail(403, 'own_drop');
	if ($job['status'] !== 'open' || $job['cancellation_requested'])
		fail(409, 'not_open');
	if ($user['now'] >= $job['window_closes_at'])
		fail(409, 'window_closed');
	if ($user['cooldown'] !== null && $user['now'] < $user['cooldown'])
		fail(429, 'cooldown');
	if ($user['claim'] !== null || $job['claims_count'] >= $job['max_claims'])
		fail(409, 'drop_full');
	if ($user['live'] >= ($user['no_shows'] >= 3 ? 2 : 10))
		fail(429, 'too_many_claims');
	$id = new_id();
	$db->execute_query("INSERT INTO claims (id, job_id, user_id, agent_id, status, first_claimed_at, "
		. "expires_at, last_request, created_at) VALUES (?, ?, ?, NULL, 'live', ?, ?, ?, ?)",
		[$id, $job_id, $user_id, $user['now'], $user['ends'], $id, $user['now']]);
	$db->execute_query("UPDATE jobs SET claims_count = ?, next_lapse_at = "
		. "LEAST(COALESCE(next_lapse_at, ?), ?), updated_at = ? WHERE id = ?",
		[$job['claims_count'] + 1, $user['ends'], $user['ends'], $user['now'], $job_id]);
	return ['id' => $id, 'job_id' => $job_id, 'user_id' => $user_id, 'agent_id' => null,
		'expires_at' => wire($user['ends']), 'submitted' => false, 'created_at' => wire($user['now'])];
}

$body = json_decode(file_get_contents('php://input') ?: '{}', true);
if (!is_array($body))
	fail(400, 'invalid_request');
if (!preg_match('/^Bearer (clorp_\w{36})$/', $_SERVER['HTTP_AUTHORIZATION'] ?? '', $match))
	fail(401, 'authentication_required');
$db = database();
$key = one($db, 'SELECT id, user_id FROM api_keys WHERE key_hash = ? AND revoked_at IS NULL',
	[hash('sha256', $match[1], true)]);
if (!$key)
	fail(401, 'authentication_required');
$db->begin_transaction();
$claim = take($db, $_GET['job'] ?? '', $key['user_id']);
$db->commit();
answer(201, $claim);

<?php
// What both pages share: mysqli with a persistent connection. It says
// COM_CHANGE_USER at each reuse, which forgets the session's settings, so they
// are sent anew: that is what a persistent connection costs in PHP.

mysqli_report(MYSQLI_REPORT_ERROR | MYSQLI_REPORT_STRICT);

function database(): mysqli
{
	$db = new mysqli('p:localhost', 'clorp', getenv('BENCH_PASSWORD'), 'clorp', 0,
		getenv('BENCH_SOCKET'));
	$db->query("SET SESSION time_zone = '+00:00', tx_isolation = 'READ-COMMITTED', "
		. "innodb_lock_wait_timeout = 2");
	return $db;
}

function wire(string $time): string
{
	return str_replace(' ', 'T', $time) . 'Z';
}

function answer(int $status, array $object): never
{
	$body = json_encode($object, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);
	http_response_code($status);
	header('Content-Type: application/json');
	header('Content-Length: ' . strlen($body));
	if ($_SERVER['REQUEST_METHOD'] === 'GET') {
		header('ETag: "' . substr(hash('sha256', $body), 0, 16) . '"');
		header('Cache-Control: public, max-age=1, stale-while-revalidate=30');
	} else {
		header('Cache-Control: no-store');
	}
	echo $body;
	exit;
}

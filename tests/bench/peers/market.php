<?php
// What both pages share. PDO and not mysqli: a persistent mysqli connection says
// COM_CHANGE_USER to the server before each request, and so is the slower of the two.

function database(): PDO
{
	return new PDO('mysql:unix_socket=' . getenv('BENCH_SOCKET') . ';dbname=clorp;charset=utf8mb4',
		'clorp', getenv('BENCH_PASSWORD'), [
			PDO::ATTR_PERSISTENT => true,
			PDO::ATTR_EMULATE_PREPARES => true,
			PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION,
			PDO::ATTR_DEFAULT_FETCH_MODE => PDO::FETCH_ASSOC,
			// Sent by the client at connecting only.
			PDO::MYSQL_ATTR_INIT_COMMAND => "SET SESSION time_zone = '+00:00', "
				. "tx_isolation = 'READ-COMMITTED', innodb_lock_wait_timeout = 5",
		]);
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

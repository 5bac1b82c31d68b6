-- Who vouches for people: issuers of identities, and whom they know.

-- What an issuer that settings name said of itself, as clorp-cron fetched it: the workers look here alone.
CREATE TABLE IF NOT EXISTS issuers (
	url               VARCHAR(300) COLLATE utf8mb4_nopad_bin NOT NULL PRIMARY KEY,
	authorization_url VARCHAR(500) COLLATE utf8mb4_nopad_bin NULL,
	token_url         VARCHAR(500) COLLATE utf8mb4_nopad_bin NULL,
	wants_post        BOOLEAN NOT NULL DEFAULT FALSE,
	-- Last with success, last at all, and why not; and that a token came by a key that is not known.
	fetched_at        DATETIME(3) NULL,
	tried_at          DATETIME(3) NULL,
	fetch_error       VARCHAR(200) NULL,
	wanted_at         DATETIME(3) NULL
) ENGINE = InnoDB, CHARACTER SET utf8mb4, COLLATE utf8mb4_unicode_520_ci;

-- Its public keys, as a JSON Web Key has them: x and y, or n and e.
CREATE TABLE IF NOT EXISTS issuer_keys (
	issuer_url  VARCHAR(300) COLLATE utf8mb4_nopad_bin NOT NULL,
	kid         VARCHAR(200) COLLATE utf8mb4_nopad_bin NOT NULL,
	alg         VARCHAR(8) COLLATE utf8mb4_nopad_bin NOT NULL,
	first_part  VARCHAR(2000) COLLATE utf8mb4_nopad_bin NOT NULL,
	second_part VARCHAR(2000) COLLATE utf8mb4_nopad_bin NOT NULL,
	PRIMARY KEY (issuer_url, kid),
	CONSTRAINT issuer_keys_alg CHECK (alg IN ('ES256', 'RS256'))
) ENGINE = InnoDB, CHARACTER SET utf8mb4, COLLATE utf8mb4_unicode_520_ci;

-- Which user somebody is whom an issuer knows.
CREATE TABLE IF NOT EXISTS identities (
	issuer_url VARCHAR(300) COLLATE utf8mb4_nopad_bin NOT NULL,
	subject    VARCHAR(255) COLLATE utf8mb4_nopad_bin NOT NULL,
	user_id    UUID NOT NULL,
	created_at DATETIME(3) NOT NULL,
	PRIMARY KEY (issuer_url, subject),
	KEY identities_user (user_id),
	CONSTRAINT identities_user FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB, CHARACTER SET utf8mb4, COLLATE utf8mb4_unicode_520_ci;

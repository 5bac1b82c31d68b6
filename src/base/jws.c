#include "base/jws.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"

enum { COORDINATE = 32, RSA_BITS_LEAST = 2048, RSA_BITS_MOST = 8192 };

static const char *const names[] = {
	[JWS_UNKNOWN] = "",
	[JWS_ES256] = "ES256",
	[JWS_RS256] = "RS256",
	[JWS_HS256] = "HS256",
};

enum jws_algorithm jws_algorithm_named(const char *name)
{
	for (int i = JWS_ES256; i <= JWS_HS256; i++)
		if (strcmp(names[i], name) == 0)
			return (enum jws_algorithm)i;
	return JWS_UNKNOWN;
}

const char *jws_algorithm_name(enum jws_algorithm algorithm)
{
	return names[algorithm];
}

bool jws_split(struct arena *arena, const char *token, struct jws *out)
{
	const char *first = strchr(token, '.'), *second = first ? strchr(first + 1, '.') : NULL;

	if (!second || strchr(second + 1, '.') || strlen(token) > JWS_MOST)
		return false;
	out->signed_text = token;
	out->signed_length = (size_t)(second - token);
	return base64url_read(arena, token, (size_t)(first - token), &out->header) &&
	       base64url_read(arena, first + 1, (size_t)(second - first - 1), &out->payload) &&
	       base64url_read(arena, second + 1, strlen(second + 1), &out->signature);
}

static EVP_PKEY *build(const char *type, OSSL_PARAM_BLD *builder)
{
	OSSL_PARAM *params = OSSL_PARAM_BLD_to_param(builder);
	EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, type, NULL);
	EVP_PKEY *key = NULL;

	if (!params || !context || EVP_PKEY_fromdata_init(context) <= 0 ||
	    EVP_PKEY_fromdata(context, &key, EVP_PKEY_PUBLIC_KEY, params) <= 0)
		key = NULL;
	EVP_PKEY_CTX_free(context);
	OSSL_PARAM_free(params);
	return key;
}

/* The point as SEC 1 2.3.3 writes it: 4, x, y. OpenSSL refuses one that is not on the curve. */
static EVP_PKEY *build_ec(struct bytes x, struct bytes y)
{
	OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
	unsigned char point[1 + 2 * COORDINATE] = { 4 };
	EVP_PKEY *key = NULL;

	if (builder && x.length == COORDINATE && y.length == COORDINATE) {
		memcpy(point + 1, x.at, COORDINATE);
		memcpy(point + 1 + COORDINATE, y.at, COORDINATE);
		if (OSSL_PARAM_BLD_push_utf8_string(builder, OSSL_PKEY_PARAM_GROUP_NAME,
						    "prime256v1", 0) &&
		    OSSL_PARAM_BLD_push_octet_string(builder, OSSL_PKEY_PARAM_PUB_KEY, point,
						     sizeof(point)))
			key = build("EC", builder);
	}
	OSSL_PARAM_BLD_free(builder);
	return key;
}

static EVP_PKEY *build_rsa(struct bytes n, struct bytes e)
{
	OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
	BIGNUM *modulus = BN_bin2bn(n.at, (int)n.length, NULL);
	BIGNUM *exponent = BN_bin2bn(e.at, (int)e.length, NULL);
	EVP_PKEY *key = NULL;

	if (builder && modulus && exponent && BN_num_bits(modulus) >= RSA_BITS_LEAST &&
	    BN_num_bits(modulus) <= RSA_BITS_MOST && BN_is_odd(exponent) && !BN_is_one(exponent) &&
	    OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_N, modulus) &&
	    OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_E, exponent))
		key = build("RSA", builder);
	BN_free(modulus);
	BN_free(exponent);
	OSSL_PARAM_BLD_free(builder);
	return key;
}

static EVP_PKEY *key_of(struct arena *arena, const struct jws_key *key)
{
	struct bytes first, second;

	if (!base64url_read(arena, key->first, strlen(key->first), &first) ||
	    !base64url_read(arena, key->second, strlen(key->second), &second))
		return NULL;
	return key->algorithm == JWS_ES256   ? build_ec(first, second)
	       : key->algorithm == JWS_RS256 ? build_rsa(first, second)
					     : NULL;
}

bool jws_key_is_good(struct arena *arena, const struct jws_key *key)
{
	EVP_PKEY *built = key_of(arena, key);

	EVP_PKEY_free(built);
	return built;
}

/* r and s side by side (RFC 7518 3.4), as OpenSSL wants them: in DER. */
static bool to_der(struct bytes raw, unsigned char **der, int *length)
{
	ECDSA_SIG *pair = ECDSA_SIG_new();
	BIGNUM *r = NULL, *s = NULL;

	*length = 0;
	if (raw.length == 2 * COORDINATE) {
		r = BN_bin2bn(raw.at, COORDINATE, NULL);
		s = BN_bin2bn(raw.at + COORDINATE, COORDINATE, NULL);
	}
	if (pair && r && s && ECDSA_SIG_set0(pair, r, s)) {
		*length = i2d_ECDSA_SIG(pair, der); /* r and s are the pair's now */
	} else {
		BN_free(r);
		BN_free(s);
	}
	ECDSA_SIG_free(pair);
	return *length > 0;
}

static bool verify(EVP_PKEY *key, const struct jws *jws, const unsigned char *signature,
		   size_t length)
{
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	bool good = context && EVP_DigestVerifyInit(context, NULL, EVP_sha256(), NULL, key) == 1 &&
		    EVP_DigestVerify(context, signature, length,
				     (const unsigned char *)jws->signed_text,
				     jws->signed_length) == 1;

	EVP_MD_CTX_free(context);
	return good;
}

bool jws_verify(struct arena *arena, const struct jws *jws, const struct jws_key *key)
{
	EVP_PKEY *built = key_of(arena, key);
	unsigned char *der = NULL;
	int length = 0;
	bool good = false;

	if (built && key->algorithm == JWS_RS256)
		good = verify(built, jws, jws->signature.at, jws->signature.length);
	else if (built && to_der(jws->signature, &der, &length))
		good = verify(built, jws, der, (size_t)length);
	OPENSSL_free(der);
	EVP_PKEY_free(built);
	return good;
}

bool jws_verify_secret(const struct jws *jws, const char *secret)
{
	struct digest mac = digest_keyed(secret, jws->signed_text, jws->signed_length);

	return jws->signature.length == sizeof(mac.bytes) &&
	       CRYPTO_memcmp(jws->signature.at, mac.bytes, sizeof(mac.bytes)) == 0;
}

# shellcheck shell=bash
# A stand-in for Stripe, unless .dev/settings names a real key (stripe.key).

has_stripe_key() { grep -qs '^ *stripe\.key *=' "$STATE/settings"; }

stripe_port() { setting stripe-port "$((12200 + 500 * ${CLORP_DEV_SLOT:-0}))"; }

stripe_url() { echo "http://127.0.0.1:$(stripe_port)"; }

stripe_config() {
	has_stripe_key && return
	cat <<-CONF
		stripe.key = sk_test_double
		stripe.api_base = $(stripe_url)
		stripe.webhook_secret = whsec_platform
		stripe.connect_secret = whsec_connect
		public_url = $(base_url)
		withdraw.hold_seconds = 0
	CONF
}

stripe_up() {
	has_stripe_key && return
	part_alive stripe || stripe_start
}

# Another instance may take the port between the look and the start: then the next one.
stripe_start() {
	local port

	port=$(next_free_port "$(stripe_port)")
	mkdir -p "$STATE/stripe"
	until stripe_try "$port"; do
		port_busy "$port" || part_died stripe 'the stand-in for Stripe did not start'
		port=$(next_free_port "$((port + 1))")
	done
}

stripe_try() {
	keep stripe-port "$1"
	rm -f "$STATE/stripe/port"
	part_start stripe "$ROOT/tests/support/stripe/double" --port "$1" --secret-key sk_test_double \
		--platform-secret whsec_platform --connect-secret whsec_connect \
		--webhook-url "$(base_url)/api/stripe/webhook" --state "$STATE/stripe" \
		--port-file "$STATE/stripe/port"
	wait_until 20 stripe_settled || true
	[ -s "$STATE/stripe/port" ]
}

stripe_settled() { ! part_alive stripe || [ -s "$STATE/stripe/port" ]; }

# Where its webhooks go: known once nginx has its port.
stripe_connect() {
	has_stripe_key && return
	curl -s -o /dev/null -X POST "$(stripe_url)/_double/webhooks/endpoints" -d \
		"{\"platform\":\"$(base_url)/api/stripe/webhook\",\"connect\":\"$(base_url)/api/stripe/webhook\"}"
}

#include "api/object.h"

#include <string.h>

#include "base/value.h"

/* clang-format off */
const struct object objects[] = {
	{ "Accepted", "accepted", "it will be done, if it can be" },
	{ "Agent", "id owner_id name personality? avatar_url? is_default tags created_at", "a profile under which a user competes" },
	{ "Allowance", "file_bytes used_bytes user_bytes", "how much may be uploaded" },
	{ "AutomaticTopup", "auto_topup_enabled auto_topup_amount_cents? auto_topup_threshold_cents?", "when the card is charged by itself" },
	{ "Balance", "balance_cents withdrawable_cents pending_cents next_withdrawable_at? frozen_reason? ledger next_cursor?", "a wallet, and a page of its ledger" },
	{ "Board", "board next_cursor?", "a page of the board" },
	{ "BoardRow", "id title prompt pack price_cents prize_cents window_closes_at claims_count max_claims submissions_count attachments_count created_at", "a drop that can be joined" },
	{ "Bounds", "min max", "the least and the most" },
	{ "Changed", "changed", "it is done" },
	{ "Claim", "id job_id user_id agent_id? expires_at submitted created_at", "a place in a drop" },
	{ "Confirmed", "confirmed", "it is done" },
	{ "Connect", "status:not_connected|pending|active|lost", "how far the account that is paid out to is" },
	{ "Deleted", "id deleted", "it is gone" },
	{ "Deliveries", "deliveries next_cursor?", "a page of deliveries" },
	{ "Delivery", "event_id type status attempts next_attempt_at? answer? error? took_ms? created_at updated_at", "an event on its way to a webhook" },
	{ "DeliveryTaken", "submission:HireDelivery ~verification", "a hire's delivery, handed in" },
	{ "DeviceCode", "device_code user_code verification_uri verification_uri_complete expires_in interval", "RFC 8628, 3.2" },
	{ "Directory", "agents next_cursor?", "a page of the directory" },
	{ "DirectoryAgent", "name personality? tags verified_count won_count", "an agent, as everybody sees it" },
	{ "Ended", "id ended", "it is over" },
	{ "Enforced", "lapsed closed expired settled failed cancelled errors", "what one pass has moved" },
	{ "Engagement", "id status:JobStatus title created_at window_closes_at? claim?", "a drop or hire that you are at work on" },
	{ "Entrance", "signup mail:bool issuers", "how one comes in" },
	{ "Entries", "submissions:[TakenPart] next_cursor?", "a page of what you took part in" },
	{ "Entry", "id user_id delta reason created_at withdrawable_at? pending_reason?", "an entry of the ledger" },
	{ "Error", "error code request_id ~field", "a refusal" },
	{ "Estimate", "needs_confirmation prompt title estimated_price_cents estimated_time_limit_seconds ~pack ~description? ~requirements?", "what a job would be: nothing is stored" },
	{ "Event", "id type:EventType created_at data", "something that happened" },
	{ "EventType", "|claim.lapsed|dispute.closed|dispute.opened|drop.cancelled|drop.completed|drop.failed|drop.opened|hire.accepted|hire.cancelled|hire.failed|hire.held|hire.queued|hire.rejected|hire.submitted|hire.verified|submission.graded|topup.credited|topup.failed|wallet.frozen|wallet.thawed|webhook.disabled|webhook.test|withdrawal.updated", "what an event may be of" },
	{ "Events", "events next_cursor", "a page of events; the cursor is always given" },
	{ "Fee", "percent flat_cents", "what the house keeps" },
	{ "Feed", "feed next_cursor?", "a page of the feed" },
	{ "FeedRow", "id prompt pack grade grade_rationale price_cents submissions_count created_at updated_at", "a drop that was won" },
	{ "File", "key:id name size content_type sha256", "a file that belongs to something" },
	{ "Grant", "id client_id client_name scopes created_at last_used_at?", "a program that may act for you" },
	{ "Grants", "grants next_cursor?", "programs" },
	{ "Health", "status:ok|ready", "it lives" },
	{ "Held", "job?", "the hire that is held; null if there is none" },
	{ "HireDelivery", "id job_id user_id agent_id? output_text? output_attachments created_at", "what was handed in for a hire" },
	{ "Job", "id kind status:JobStatus prompt title description? requirements? pack? sender receiver? receiver_agent_id? held_by_agent_id? price_cents prize_cents fee_cents "
		 "time_limit_seconds window_closes_at? held_until? accepted_at? deadline_at? attempt_count cancellation_requested max_claims? claims_count submissions_count grade? grade_rationale? "
		 "failure_reason? judging_by? judging_until? agreement? winning_submission_id? output_text? output_attachments env_vars attachments presented_to_agents created_at updated_at",
	  "a drop or a hire, as far as you may see it: what belongs to the other kind is null or empty" },
	{ "JobStatus", "|pending_payment|open|ranking|completed|queued|held|accepted|submitted|verified|cancelled|failed", "where a job stands; a drop is never queued, held, accepted, submitted or verified, a hire never open, ranking or completed" },
	{ "Jobs", "jobs next_cursor?", "a page of your jobs" },
	{ "Key", "id name last_four scopes created_at last_used_at? expires_at?", "an API key" },
	{ "Keys", "keys next_cursor?", "your keys" },
	{ "Limits", "claims claims_held hires hires_held why?", "how much you may be at work on" },
	{ "LogLine", "id job_id type content created_at", "a line of a job's log" },
	{ "Logs", "logs next_cursor?", "a page of a log" },
	{ "NewKey", "id name last_four scopes created_at last_used_at? expires_at? key?", "a key with its secret; null where the answer is a repetition" },
	{ "NewUser", "user:UserName key?", "an account and its first key" },
	{ "NewWebhook", "id url types pack? min_price_cents? enabled disabled_reason? failures created_at updated_at secret?", "a webhook with its secret; null where the answer is a repetition" },
	{ "OAuthError", "error error_description", "a refusal, as OAuth has it (RFC 6749, 5.2)" },
	{ "OAuthResource", "resource authorization_servers scopes_supported bearer_methods_supported", "RFC 9728" },
	{ "OAuthServer", "issuer authorization_endpoint token_endpoint device_authorization_endpoint revocation_endpoint response_types_supported grant_types_supported code_challenge_methods_supported token_endpoint_auth_methods_supported revocation_endpoint_auth_methods_supported scopes_supported client_id_metadata_document_supported authorization_response_iss_parameter_supported", "RFC 8414" },
	{ "OpenApi", "", "an OpenAPI document" },
	{ "Opened", "session:OpenedSession user:UserId", "signed in: the cookie comes with it" },
	{ "OpenedSession", "id opened_by", "a new session" },
	{ "Pack", "id:text price_cents prize_cents", "a pack and what it costs by default" },
	{ "Packs", "packs price_cents:Bounds time_limit_seconds:Window max_claims fee", "what a drop may cost and how long it may last" },
	{ "PaymentRequired", "error code request_id payment_required required available ~id ~auto_topup_started", "the wallet is short" },
	{ "Ranking", "job", "the drop with its result" },
	{ "Received", "received outcome", "for Stripe" },
	{ "Remark", "type content", "a line of a verdict" },
	{ "Revoked", "id revoked", "it is good for nothing any more" },
	{ "Root", "name what:text openapi skill llms board:url feed:url packs:url stats", "where to go" },
	{ "Rpc", "", "a JSON-RPC message, or a batch of them, as MCP has it" },
	{ "Session", "id opened_by user_agent? created_at last_used_at expires_at current", "a browser's session" },
	{ "Sessions", "sessions next_cursor?", "your sessions" },
	{ "SetupCard", "client_secret? url", "where a card is saved" },
	{ "SignedIn", "user:UserId by scopes session?", "who calls, and how" },
	{ "Stats", "open_drops open_value_cents completed_drops paid_cents fees_cents submissions:int competitors updated_at", "what the arena has done so far" },
	{ "Submission", "id job_id user_id agent_id? output_text? output_attachments grade? rank? rationale? created_at", "an answer to a drop" },
	{ "SubmissionFound", "submission", "your answer" },
	{ "SubmissionTaken", "submission ~ranking", "an answer, handed in" },
	{ "Submissions", "submissions", "all answers" },
	{ "TakenPart", "id job_id title pack status:JobStatus prize_cents grade? rank? rationale? created_at", "an answer of yours, and the drop it was for" },
	{ "Tested", "event_id webhook_id", "an event of trial is on its way" },
	{ "Tokens", "access_token token_type expires_in refresh_token scope", "RFC 6749, 5.1" },
	{ "Upload", "key:id name size content_type sha256 expires_at?", "a file that was taken; give its key to what it belongs to" },
	{ "Url", "url", "open it in a browser" },
	{ "User", "id balance_cents credits name avatar_url? personality? stripe_customer_id? stripe_account_id? stripe_account_status? auto_topup_enabled auto_topup_amount_cents? auto_topup_threshold_cents? has_payment_method limits created_at", "yourself" },
	{ "UserId", "id", "a user" },
	{ "UserName", "id name", "a user" },
	{ "UserBalance", "id balance_cents name", "a user and the wallet" },
	{ "Verdict", "passed reason logs:[Remark]", "what the verifier says" },
	{ "Verification", "passed reason? job", "what came of a delivery" },
	{ "Webhook", "id url types pack? min_price_cents? enabled disabled_reason? failures created_at updated_at", "an address that is told of events" },
	{ "Webhooks", "webhooks next_cursor?", "your webhooks" },
	{ "WhoAmI", "user:UserBalance", "whose credential this is" },
	{ "Window", "default min max", "seconds" },
	{ "Withdrawal", "id user_id amount_cents stripe_transfer_id? status:pending|completed|failed pending_reason? next_try_at? created_at", "a payout to a bank" },
	{ "Withdrawals", "withdrawals next_cursor?", "a page of withdrawals" },
};
/* clang-format on */

const int object_count = COUNT(objects);

const struct object *object_find(const char *name)
{
	for (int i = 0; i < object_count; i++)
		if (strcmp(objects[i].name, name) == 0)
			return &objects[i];
	return NULL;
}

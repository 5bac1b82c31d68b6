/* Every handler, for the table in route.c. Each is three moves: read, call one function, reply. */
#pragma once

#include "api/request.h"

#define HANDLER(name) enum error name(struct request *) MUST_USE

HANDLER(api_agent_create);
HANDLER(api_agent_delete);
HANDLER(api_agent_directory);
HANDLER(api_agent_find);
HANDLER(api_agent_list);
HANDLER(api_agent_update);
HANDLER(api_billing_set_automatic);
HANDLER(api_billing_setup_card);
HANDLER(api_board_atom);
HANDLER(api_board_json);
HANDLER(api_board_list);
HANDLER(api_board_stats);
HANDLER(api_claim_fail);
HANDLER(api_claim_list);
HANDLER(api_claim_release);
HANDLER(api_claim_take);
HANDLER(api_confirm_answer);
HANDLER(api_confirm_page);
HANDLER(api_connect_create);
HANDLER(api_connect_find);
HANDLER(api_consent_answer);
HANDLER(api_consent_page);
HANDLER(api_deadline_enforce);
HANDLER(api_device_answer);
HANDLER(api_device_page);
HANDLER(api_email_confirm);
HANDLER(api_event_list);
HANDLER(api_feed_atom);
HANDLER(api_feed_json);
HANDLER(api_feed_list);
HANDLER(api_file_find);
HANDLER(api_grant_end);
HANDLER(api_grant_list);
HANDLER(api_health_live);
HANDLER(api_health_ready);
HANDLER(api_hold_accept);
HANDLER(api_hold_pull);
HANDLER(api_hold_reject);
HANDLER(api_hook_create);
HANDLER(api_hook_delete);
HANDLER(api_hook_deliveries);
HANDLER(api_hook_find);
HANDLER(api_hook_list);
HANDLER(api_hook_test);
HANDLER(api_hook_update);
HANDLER(api_job_cancel);
HANDLER(api_job_find);
HANDLER(api_job_list);
HANDLER(api_job_pay);
HANDLER(api_job_run);
HANDLER(api_joblog_list);
HANDLER(api_key_create);
HANDLER(api_key_list);
HANDLER(api_key_revoke);
HANDLER(api_oauth_device);
HANDLER(api_oauth_resource);
HANDLER(api_oauth_revoke);
HANDLER(api_oauth_server);
HANDLER(api_oauth_token);
HANDLER(api_openapi_find);
HANDLER(api_pack_list);
HANDLER(api_password_change);
HANDLER(api_password_reset);
HANDLER(api_reset_answer);
HANDLER(api_reset_page);
HANDLER(api_session_close);
HANDLER(api_session_create);
HANDLER(api_session_end);
HANDLER(api_session_enter);
HANDLER(api_session_find);
HANDLER(api_session_list);
HANDLER(api_signup_create);
HANDLER(api_stripe_event);
HANDLER(api_submission_create);
HANDLER(api_submission_find);
HANDLER(api_submission_judge);
HANDLER(api_submission_list);
HANDLER(api_topup_create);
HANDLER(api_upload_check);
HANDLER(api_upload_create);
HANDLER(api_user_find);
HANDLER(api_user_update);
HANDLER(api_user_whoami);
HANDLER(api_verify);
HANDLER(api_wallet_find);
HANDLER(api_withdrawal_create);
HANDLER(api_withdrawal_list);

#undef HANDLER

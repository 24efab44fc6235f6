//! The contract of the store: the same tests against SQLite in memory, SQLite on file and
//! PostgreSQL.

mod boards;
mod commits;
mod crowds;
mod model;
mod platform;
pub(crate) mod postgres;
mod practice;
mod privacy;
mod queues;
pub(crate) mod scene;
mod subscriptions;
mod upkeep;

use scene::{Engine, Scene};

/// Runs each test of a module against each engine.
macro_rules! contract {
    ($engine:ident, $kind:expr, $($module:ident: $($test:ident)*;)*) => {
        mod $engine {
            use super::*;
            $($(
                #[test]
                fn $test() {
                    check($kind, $module::$test);
                }
            )*)*
        }
    };
    ($($module:ident: $($test:ident)*;)*) => {
        contract!(memory, Engine::Memory, $($module: $($test)*;)*);
        contract!(file, Engine::File, $($module: $($test)*;)*);
        contract!(postgresql, Engine::Postgres, $($module: $($test)*;)*);
    };
}

contract! {
    commits:
        an_event_that_was_seen_changes_nothing
        a_message_is_said_once_with_what_follows_from_it
        a_round_changes_only_from_the_version_that_was_read
        a_change_that_does_not_happen_leaves_no_trace
        a_channel_has_one_round_and_a_community_three
        many_at_once_start_no_fourth_round
        of_many_that_change_a_round_at_once_one_does
        an_award_is_given_once
        what_was_asked_and_how_it_was_answered_is_counted;
    queues:
        a_round_is_claimed_when_it_is_due_and_again_when_the_lease_ends
        a_change_of_the_round_ends_its_lease
        messages_of_a_channel_are_said_in_order
        what_cannot_be_said_is_tried_later_or_given_up
        many_who_claim_at_once_never_get_the_same
        what_is_due_next_is_known
        when_the_bot_was_last_there_is_known_by_platform
        rounds_that_run_are_listed_page_by_page;
    subscriptions:
        a_wish_is_changed_only_from_what_was_read
        a_post_is_planned_once_whoever_plans
        a_post_and_the_messages_of_a_round_do_not_wait_for_each_other;
    boards:
        equals_share_a_rank_and_who_was_first_leads
        a_wrong_answer_counts_as_answered_and_ends_a_streak
        days_begin_at_midnight_in_the_communitys_zone
        each_kind_has_a_board
        whoever_alone_has_a_name_is_found_by_it
        ranks_hold_for_any_number_of_points
        communities_do_not_mix;
    crowds:
        many_at_once_leave_sums_that_agree
        what_many_write_to_a_channel_is_said_in_one_order
        every_event_is_applied_once_however_many_carry_it;
    model:
        any_operations_leave_what_a_plain_model_says;
    privacy:
        a_member_keeps_a_key_that_says_nothing
        everything_kept_of_a_member_is_shown
        who_is_hidden_is_on_no_leaderboard_and_in_nobodys_way
        who_is_forgotten_is_gone_and_no_sum_changes;
    practice:
        no_card_is_kept_of_who_is_not_known
        what_was_got_wrong_is_due_at_once
        a_question_that_is_practised_is_answered_once;
    platform:
        a_turn_is_for_one_until_it_ends
        what_one_process_holds_no_other_does_until_that_is_gone
        what_is_kept_of_a_channel_goes_on_in_the_one_that_takes_its_place
        what_is_kept_of_a_community_goes_long_after_the_bot_left_it
        a_link_leads_to_one_community_until_it_is_revoked;
    upkeep:
        planted_damage_is_found_and_mended
        a_difference_says_what_is_and_what_should_be
        a_backup_opens_with_all_that_was_there
        a_newer_database_is_refused
        an_older_database_is_brought_up_to_date
        a_database_opens_again_with_all_that_was_there
        who_only_reads_disturbs_nobody_and_changes_nothing
        what_was_kept_long_enough_is_removed
        a_file_belongs_to_one_process;
}

/// Runs a test against a fresh store.
fn check<F: Future<Output = ()>>(engine: Engine, test: impl FnOnce(Scene) -> F) {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime")
        .block_on(async { test(Scene::new(engine).await).await });
}

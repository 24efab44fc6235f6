//! Leaderboards: ranks, streaks, periods and kinds.

use attache::quiz::{Kind, Span};
use attache::store::{Cause, Change, Community, Home, MemberKey, Outcome, Settled, Standing};

use super::scene::{Scene, asker, award, home, settle, time};

/// The names of the leaders, each with rank and points.
async fn leaders(scene: &Scene, span: Span, now: i64) -> Vec<(i64, String, i64)> {
    let leaders = scene.store.leaders(&home(), span, None, now, 10).await;
    let row = |leader: Standing| (leader.rank, leader.name, leader.points);
    leaders.unwrap().into_iter().map(row).collect()
}

/// Where a member stands of all time.
async fn standing(scene: &Scene, member: &MemberKey) -> Option<Standing> {
    let standing = scene
        .store
        .standing(&home(), Span::All, None, 0, member)
        .await;
    standing.unwrap()
}

#[track_caller]
fn check(found: &[(i64, String, i64)], expected: &[(i64, &str, i64)]) {
    let found: Vec<_> = found
        .iter()
        .map(|(rank, name, points)| (*rank, &**name, *points))
        .collect();
    assert_eq!(found, expected);
}

pub async fn equals_share_a_rank_and_who_was_first_leads(scene: Scene) {
    for (at, name, points) in [
        (1, "ada", 3),
        (2, "ben", 5),
        (3, "cleo", 5),
        (4, "ada", 2),
        (5, "dora", 1),
        (6, "ben", 0),
        (7, "emil", 0),
    ] {
        let member = scene.member(name).await;
        scene.give(&home(), at, &member, points).await;
    }
    let expected = [(1, "ben", 5), (1, "cleo", 5), (1, "ada", 5), (4, "dora", 1)];
    check(&leaders(&scene, Span::All, 0).await, &expected);
    for (name, rank) in [("ada", 1), ("ben", 1), ("dora", 4), ("emil", 5)] {
        let member = scene.member(name).await;
        assert_eq!(
            standing(&scene, &member).await.unwrap().rank,
            rank,
            "{name}"
        );
    }
    let nobody = scene.member("nobody").await;
    assert_eq!(standing(&scene, &nobody).await, None);
    let two = scene.store.leaders(&home(), Span::All, None, 0, 2).await;
    assert_eq!(two.unwrap().len(), 2);
}

pub async fn whoever_alone_has_a_name_is_found_by_it(scene: Scene) {
    let named = async |name| {
        let found = scene.store.named(&home(), name).await.unwrap();
        found.map(|member| member.key)
    };
    let ada = scene.member("ada").await;
    assert_eq!(named("ada").await, None, "without an answer");
    scene.give(&home(), 1, &ada, 1).await;
    assert_eq!(named("ada").await, Some(ada.clone()));
    assert_eq!(named("Ada").await, None);
    // Another of that name, elsewhere and then here.
    let home = home();
    let other = scene.store.member(&home.platform, "other", "ada");
    let other = other.await.unwrap().key;
    let elsewhere = Home {
        community: "elsewhere".to_owned(),
        ..home.clone()
    };
    scene.give(&elsewhere, 2, &other, 1).await;
    assert_eq!(named("ada").await, Some(ada.clone()));
    scene.give(&home, 3, &other, 1).await;
    assert_eq!(named("ada").await, None, "of two");
    let hide = asker("other");
    scene.store.set_hidden(&hide, true).await.unwrap();
    assert_eq!(named("ada").await, Some(ada), "of whom one is hidden");
}

pub async fn a_wrong_answer_counts_as_answered_and_ends_a_streak(scene: Scene) {
    let ada = scene.member("ada").await;
    for (at, points) in [(1, 1), (2, 1), (3, 1), (4, 0), (5, 1), (6, 1)] {
        scene.give(&home(), at, &ada, points).await;
    }
    let after = standing(&scene, &ada).await.unwrap();
    assert_eq!((after.answered, after.correct), (6, 5));
    assert_eq!((after.streak, after.streak_best), (2, 3));
    // Several in one commit, in their order.
    let mut change = Change::new(home().channel("c"), 7, Cause::Time);
    change.awards = (1..)
        .zip([1, 1, 0, 1])
        .map(|(no, points)| award("r", no, &ada, points))
        .collect();
    scene.commit(&change).await;
    let after = standing(&scene, &ada).await.unwrap();
    assert_eq!((after.answered, after.correct), (10, 8));
    assert_eq!((after.streak, after.streak_best), (1, 4));
}

pub async fn days_begin_at_midnight_in_the_communitys_zone(scene: Scene) {
    let set = async |zone: &str| settle(&scene, &home(), Settled::Zone(zone.to_owned())).await;
    set("Europe/Berlin").await.unwrap();
    let ada = scene.member("ada").await;
    // The last and the first second around the night in which the clock is set back.
    for (at, points) in [
        ("2026-10-24T21:59:59Z", 1),
        ("2026-10-24T22:00:00Z", 2),
        ("2026-10-25T22:59:59Z", 4),
        ("2026-10-25T23:00:00Z", 8),
        ("2026-10-31T23:00:00Z", 16),
    ] {
        scene.give(&home(), time(at), &ada, points).await;
    }
    let points = async |span, now| {
        let leaders = leaders(&scene, span, time(now)).await;
        leaders.first().map_or(0, |leader| leader.2)
    };
    assert_eq!(points(Span::Day, "2026-10-24T12:00:00Z").await, 1);
    assert_eq!(points(Span::Day, "2026-10-25T12:00:00Z").await, 2 + 4);
    assert_eq!(points(Span::Day, "2026-10-26T12:00:00Z").await, 8);
    assert_eq!(points(Span::Day, "2026-10-27T12:00:00Z").await, 0);
    assert_eq!(points(Span::Week, "2026-10-19T12:00:00Z").await, 1 + 2 + 4);
    assert_eq!(points(Span::Week, "2026-10-26T12:00:00Z").await, 8 + 16);
    assert_eq!(points(Span::Month, "2026-10-01T12:00:00Z").await, 15);
    assert_eq!(points(Span::Month, "2026-11-01T12:00:00Z").await, 16);
    assert_eq!(points(Span::All, "2020-01-01T12:00:00Z").await, 31);
    // With another zone, what was earned stays on its day.
    set("UTC").await.unwrap();
    assert_eq!(points(Span::Day, "2026-10-25T12:00:00Z").await, 2 + 4);
    set("Europe/Nowhere").await.unwrap_err();
    let kept = scene.store.community(&home()).await.unwrap();
    assert_eq!(kept, Community::default());
    // Settings are kept by whoever knows those from before, and no zone is lost thereby.
    let change = async |before: &str, after: &str| {
        let (before, after) = (before.to_owned(), after.to_owned());
        let settled = Settled::Settings { before, after };
        settle(&scene, &home(), settled).await.unwrap()
    };
    assert_eq!(change("{}", "{\"a\":1}").await, Outcome::Committed);
    assert_eq!(change("{}", "{\"a\":2}").await, Outcome::Conflict);
    set("Europe/Berlin").await.unwrap();
    assert_eq!(change("{\"a\":1}", "{}").await, Outcome::Committed);
    let kept = scene.store.community(&home()).await.unwrap();
    assert_eq!(kept.time_zone, "Europe/Berlin");
}

pub async fn each_kind_has_a_board(scene: Scene) {
    let (ada, ben) = (scene.member("ada").await, scene.member("ben").await);
    let mut change = Change::new(home().channel("c"), 0, Cause::Time);
    for (no, member, kind) in [
        (1, &ada, Kind::Choice),
        (2, &ada, Kind::Typed),
        (3, &ben, Kind::Typed),
        (4, &ben, Kind::Typed),
    ] {
        let mut award = award("r", no, member, 1);
        award.kind = kind;
        change.awards.push(award);
    }
    scene.commit(&change).await;
    for (kind, expected) in [
        (None, vec![("ada", 2), ("ben", 2)]),
        (Some(Kind::Choice), vec![("ada", 1)]),
        (Some(Kind::Typed), vec![("ben", 2), ("ada", 1)]),
        (Some(Kind::Order), vec![]),
    ] {
        for span in Span::ALL {
            let leaders = scene
                .store
                .leaders(&home(), span, kind, 0, 9)
                .await
                .unwrap();
            let found: Vec<_> = leaders.iter().map(|one| (&*one.name, one.points)).collect();
            assert_eq!(found, expected, "{kind:?} {span:?}");
        }
    }
}

pub async fn ranks_hold_for_any_number_of_points(scene: Scene) {
    let points = [
        0,
        1,
        63,
        64,
        65,
        4095,
        4096,
        262_144,
        16_777_216,
        1_073_741_824,
        1 << 40,
    ];
    let mut members = Vec::new();
    for (at, points) in (0..).zip(points) {
        let member = scene.member(&points.to_string()).await;
        scene.give(&home(), at, &member, points).await;
        members.push(member);
    }
    let rank = async |member| standing(&scene, member).await.unwrap().rank;
    for (rank_expected, member) in (1..).zip(members.iter().rev()) {
        assert_eq!(rank(member).await, rank_expected);
    }
    // The last overtakes all but the first.
    scene.give(&home(), 99, &members[0], 1 << 39).await;
    assert_eq!(rank(&members[0]).await, 2);
    assert_eq!(rank(&members[1]).await, 11);
}

pub async fn communities_do_not_mix(scene: Scene) {
    let ada = scene.member("ada").await;
    scene.give(&home(), 1, &ada, 1).await;
    scene.give(&Home::new("test", "second"), 1, &ada, 2).await;
    scene
        .give(&Home::new("other", "community"), 1, &ada, 4)
        .await;
    check(&leaders(&scene, Span::All, 0).await, &[(1, "ada", 1)]);
}

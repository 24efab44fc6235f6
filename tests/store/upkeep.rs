//! Upkeep: checking, mending, backups, migrations, and one process to a file.

use attache::quiz::Span;
use attache::store::{Cause, Change, Lease, Location, Store, StoreError};
use sqlx::{AssertSqlSafe, Connection};

use super::postgres;
use super::scene::{Engine, Scene, award, home, message};
use crate::program::attache;

const DAY_MS: i64 = 86_400_000;

/// Changes the database behind the store's back; in memory nobody can.
async fn damage(scene: &Scene, sql: &str) {
    let url = match scene.engine {
        Engine::Memory => unreachable!("memory has one connection"),
        Engine::File => format!(
            "sqlite:{}",
            scene.folder.path().join("attache.db").display()
        ),
        Engine::Postgres => scene.url.clone(),
    };
    let mut db = sqlx::AnyConnection::connect(&url)
        .await
        .expect("a connection");
    for statement in sql.split(';') {
        let done = sqlx::query(AssertSqlSafe(statement.to_owned()));
        done.execute(&mut db).await.expect(statement);
    }
    db.close().await.expect("no more to say");
}

/// Some awards of two members in two communities.
async fn play(scene: &Scene) {
    for (at, name, points) in [(0, "ada", 3), (1, "ben", 2), (DAY_MS, "ada", 0)] {
        let member = scene.member(name).await;
        scene.give(&home(), at, &member, points).await;
        let other = attache::store::Home::new("test", "second");
        scene.give(&other, at, &member, points).await;
    }
}

pub async fn planted_damage_is_found_and_mended(scene: Scene) {
    play(&scene).await;
    assert_eq!(scene.store.verify().await.unwrap(), []);
    if scene.engine == Engine::Memory {
        return;
    }
    for sql in [
        "UPDATE score SET points = points + 1 WHERE period = 'all' AND kind = 'any'",
        "UPDATE score SET streak_best = 9",
        "UPDATE score SET listed = 0",
        "DELETE FROM score WHERE kind = 'choice'",
        "INSERT INTO score VALUES ('test', 'third', 'all', 'any', 'x', 1, 1, 1, 1, 1, 1, 1)",
        "UPDATE tally SET members = members + 1 WHERE level = 0",
        "DELETE FROM tally",
        "INSERT INTO tally VALUES ('test', 'third', 'all', 'any', 0, 7, 1)",
        "UPDATE plays SET correct = correct - 1",
        "INSERT INTO plays VALUES ('never asked', 1, 0)",
        "DELETE FROM plays; DELETE FROM score; DELETE FROM tally",
    ] {
        damage(&scene, sql).await;
        let found = scene.store.verify().await.unwrap();
        assert!(!found.is_empty(), "{sql}");
        // To look changes nothing.
        assert_eq!(scene.store.verify().await.unwrap(), found, "{sql}");
        scene.store.repair().await.unwrap();
        assert_eq!(scene.store.verify().await.unwrap(), [], "{sql}");
    }
    let ada = scene.member("ada").await;
    let standing = scene
        .store
        .standing(&home(), Span::All, None, 0, &ada)
        .await;
    let standing = standing.unwrap().unwrap();
    assert_eq!((standing.rank, standing.points), (1, 3));
    assert_eq!((standing.streak, standing.streak_best), (0, 1));
}

pub async fn a_difference_says_what_is_and_what_should_be(scene: Scene) {
    if scene.engine == Engine::Memory {
        return;
    }
    let ada = scene.member("ada").await;
    scene.give(&home(), 0, &ada, 3).await;
    damage(
        &scene,
        "UPDATE score SET points = 4 WHERE period = 'all' AND kind = 'any'",
    )
    .await;
    let found = scene.store.verify().await.unwrap();
    let streak = "1 of 1 right, streak 1 of 1, reached at 1, listed 1";
    assert_eq!(
        found.iter().map(ToString::to_string).collect::<Vec<_>>(),
        [format!(
            "test community, all any, score of {ada}: 4 points, {streak}; \
             the ledger says 3 points, {streak}"
        )]
    );
}

pub async fn a_backup_opens_with_all_that_was_there(scene: Scene) {
    play(&scene).await;
    let file = scene.folder.path().join("backup it's.db");
    let done = scene.store.backup(&file).await;
    if scene.engine == Engine::Postgres {
        let error = done.unwrap_err().to_string();
        assert!(error.contains("pg_dump"), "{error}");
        return;
    }
    if scene.engine == Engine::Memory {
        done.unwrap_err();
        return;
    }
    done.unwrap();
    let again = scene.store.backup(&file).await.unwrap_err().to_string();
    assert!(again.contains("is there already"), "{again}");
    // What comes later is not in it.
    let ada = scene.member("ada").await;
    scene.give(&home(), 5, &ada, 100).await;
    let location = Location::parse(&format!("sqlite:{}", file.display())).unwrap();
    let backup = Store::open(&location).await.unwrap();
    let standing = backup.standing(&home(), Span::All, None, 0, &ada).await;
    assert_eq!(standing.unwrap().unwrap().points, 3);
    assert_eq!(backup.verify().await.unwrap(), []);
}

pub async fn a_newer_database_is_refused(scene: Scene) {
    if scene.engine == Engine::Memory {
        return;
    }
    let newer = "INSERT INTO _sqlx_migrations \
                 SELECT 999, description, installed_on, success, checksum, execution_time \
                 FROM _sqlx_migrations WHERE version = 1";
    damage(&scene, newer).await;
    let location = scene.location.clone();
    scene.store.close().await;
    for error in [
        Store::open(&location).await.unwrap_err(),
        Store::open_to_read(&location).await.unwrap_err(),
    ] {
        assert!(
            matches!(error, StoreError::TooNew { found: 999, .. }),
            "{error}"
        );
        let text = error.to_string();
        assert!(text.contains("made by a newer attache"), "{text}");
    }
}

pub async fn an_older_database_is_brought_up_to_date(scene: Scene) {
    play(&scene).await;
    if scene.engine == Engine::Memory {
        return;
    }
    // As the first version left it.
    damage(
        &scene,
        "DROP TABLE link; DROP TABLE note; DROP TABLE turn; DROP INDEX community_left; ALTER TABLE community DROP COLUMN left_at; \
         DROP TABLE exercise; DROP TABLE subscription; DROP INDEX outbox_unordered; ALTER TABLE outbox DROP COLUMN tried_at; \
         ALTER TABLE outbox DROP COLUMN expires_at; DELETE FROM _sqlx_migrations WHERE version > 1",
    )
    .await;
    let location = scene.location.clone();
    scene.store.close().await;
    let error = Store::open_to_read(&location).await.unwrap_err();
    assert!(matches!(error, StoreError::NotReady(_)), "{error}");
    let store = Store::open(&location).await.unwrap();
    assert_eq!(store.schema().await.unwrap(), Store::schema_known());
    assert_eq!(store.verify().await.unwrap(), []);
    let ada = store.member("test", "ada", "ada").await.unwrap().key;
    assert_eq!(store.exercise(&ada).await.unwrap(), None);
    let leaders = store.leaders(&home(), Span::All, None, 0, 9).await.unwrap();
    assert_eq!(leaders.len(), 2);
}

pub async fn a_database_opens_again_with_all_that_was_there(scene: Scene) {
    play(&scene).await;
    if scene.engine == Engine::Memory {
        return;
    }
    let location = scene.location.clone();
    scene.store.close().await;
    let store = Store::open(&location).await.unwrap();
    assert_eq!(store.schema().await.unwrap(), Store::schema_known());
    assert_eq!(store.verify().await.unwrap(), []);
    let leaders = store.leaders(&home(), Span::All, None, 0, 9).await;
    assert_eq!(leaders.unwrap().len(), 2);
}

pub async fn who_only_reads_disturbs_nobody_and_changes_nothing(scene: Scene) {
    if scene.engine == Engine::Memory {
        return;
    }
    play(&scene).await;
    let reader = Store::open_to_read(&scene.location).await.unwrap();
    assert_eq!(reader.verify().await.unwrap(), []);
    let ada = scene.member("ada").await;
    scene.give(&home(), 5, &ada, 100).await;
    let standing = reader.standing(&home(), Span::All, None, 0, &ada).await;
    assert_eq!(standing.unwrap().unwrap().points, 103);
    let change = Change::new(home().channel("c"), 0, Cause::Event(String::from("e")));
    reader.commit(&change).await.unwrap_err();
}

pub async fn what_was_kept_long_enough_is_removed(scene: Scene) {
    let ada = scene.member("ada").await;
    let mut change = Change::new(home().channel("c"), 0, Cause::Event(String::from("1")));
    change.awards.push(award("r", 1, &ada, 3));
    change.messages = vec![message("said", 0), message("waiting", 0)];
    scene.commit(&change).await;
    scene.start(&home().channel("c"), "live", None).await;
    scene.start(&home().channel("d"), "over", None).await;
    let mut end = Change::new(home().channel("d"), 0, Cause::Time);
    end.round = attache::store::RoundChange::Close {
        round_id: String::from("over"),
        version: 1,
    };
    scene.commit(&end).await;
    scene.store.said("said", "42", 0).await.unwrap();
    let early = scene.store.prune(DAY_MS).await.unwrap();
    assert_eq!((early.events, early.messages, early.rounds), (0, 0, 0));
    let late = scene.store.prune(100 * DAY_MS).await.unwrap();
    assert_eq!((late.events, late.messages, late.rounds), (3, 1, 1));
    assert!(scene.store.round("live").await.unwrap().is_some());
    assert_eq!(scene.store.round("over").await.unwrap(), None);
    let waiting = scene
        .store
        .claim_messages("test", 0, Lease::new("a", 0, 1), 9)
        .await
        .unwrap();
    assert_eq!((waiting.len(), &*waiting[0].key), (1, "waiting"));
    assert_eq!(scene.store.verify().await.unwrap(), []);
}

pub async fn a_file_belongs_to_one_process(scene: Scene) {
    let url = match scene.engine {
        Engine::Memory => return,
        Engine::File => scene.location.to_string(),
        Engine::Postgres => scene.url.clone(),
    };
    let config = format!("[database]\nurl = \"{url}\"\n");
    let migrate = || {
        attache(&["db", "migrate", "--config", "own.toml"])
            .file("own.toml", &config)
            .run()
    };
    let beside = migrate();
    if scene.engine == Engine::Postgres {
        assert_eq!(beside.code, 0, "{}", beside.stderr);
        return;
    }
    assert_eq!(beside.code, 1, "{}", beside.stdout);
    assert!(
        beside.stderr.contains("in use by another attache"),
        "{}",
        beside.stderr
    );
    let error = Store::open(&scene.location).await.unwrap_err();
    assert!(matches!(error, StoreError::Locked(_)), "{error}");
    drop(scene.store);
    let after = migrate();
    assert_eq!(after.code, 0, "{}", after.stderr);
}

#[test]
fn three_that_start_at_once_make_one_schema() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let location = Location::parse(&postgres::fresh_database().await).unwrap();
        let (a, b, c) = tokio::join!(
            Store::open(&location),
            Store::open(&location),
            Store::open(&location)
        );
        for store in [a, b, c] {
            let schema = store.unwrap().schema().await.unwrap();
            assert_eq!(schema, Store::schema_known());
        }
    });
}

#[test]
fn what_cannot_be_reached_is_said_without_the_password() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        for url in [
            "postgres://ada:secret@127.0.0.1:1/quiz",
            "postgres://ada:sec%25ret@127.0.0.1:1/quiz",
        ] {
            let location = Location::parse(url).unwrap();
            let error = Store::open(&location).await.unwrap_err();
            assert!(matches!(error, StoreError::Unavailable(_)), "{error:?}");
            for text in [error.to_string(), format!("{error:?} {location:?}")] {
                assert!(!text.contains("sec"), "{text}");
            }
        }
    });
}

//! The page with a community's leaderboard.

use attache::bot::game::{Game, Incoming, Rank};
use attache::quiz::Event;
use attache::store::{Cause, Change, Home, Location, Store};
use jiff::Timestamp;
use rand::SeedableRng;
use rand::rngs::StdRng;
use serde_json::json;
use tokio::runtime::Runtime;

use super::Server;
use super::browser::{pictures, problems};
use crate::built_in::bot;
use crate::store::postgres;
use crate::store::scene::award;

const PACK: &str = include_str!("../pack.toml");

/// Another process with the same database.
struct Other {
    game: Game,
    random: StdRng,
    events: u64,
}

impl Other {
    async fn new(url: &str, pages: Option<String>) -> Self {
        let location = Location::parse(url).expect("a location");
        let store = Store::open(&location).await.expect("a store");
        let game = Game::new(bot(), store);
        if let Some(pages) = pages {
            game.show_pages_at(pages);
        }
        Self {
            game,
            random: StdRng::seed_from_u64(7),
            events: 0,
        }
    }

    async fn write(&mut self, member: &str, text: &str) -> String {
        self.events += 1;
        let incoming = Incoming {
            place: home().channel("channel"),
            event_id: format!("event {}", self.events),
            event: Event {
                at: Timestamp::now(),
                order: self.events,
            },
            member_id: member.to_owned(),
            name: member.to_owned(),
            is_moderator: member == "ada",
            rank: Rank::None,
            is_private: true,
            text: text.to_owned(),
            answers: None,
        };
        let reply = self.game.reply(&incoming, &mut self.random).await;
        reply.map(|reply| reply.to_string()).unwrap_or_default()
    }

    async fn give(&self, name: &str, points: i64) {
        let store = self.game.store();
        let member = store
            .member("test", name, name)
            .await
            .expect("a member")
            .key;
        let at = Timestamp::now().as_millisecond();
        let place = home().channel("channel");
        let mut change = Change::new(place, at, Cause::Event(format!("award of {name}")));
        change.awards.push(award(name, 1, &member, points));
        store.commit(&change).await.expect("a commit");
    }
}

fn home() -> Home {
    Home::new("test", "community")
}

/// The path of the link in a reply.
fn path(reply: &str) -> String {
    let secret = reply.split("/leaderboards/").nth(1).expect("a link");
    let end = |c: char| !c.is_ascii_hexdigit();
    format!(
        "/leaderboards/{}",
        secret.split(end).next().expect("a secret")
    )
}

#[test]
fn whoever_has_the_link_sees_the_leaderboard_until_it_is_revoked() {
    Runtime::new().expect("a runtime").block_on(async {
        let url = postgres::fresh_database().await;
        let server = Server::start(PACK, &format!("[database]\nurl = \"{url}\""));
        let mut without = Other::new(&url, None).await;
        let none = without.write("ada", "/leaderboard link").await;
        assert!(none.contains("how my pages are reached"), "{none}");
        let pages = format!("http://127.0.0.1:{}", server.port);
        let mut other = Other::new(&url, Some(pages)).await;
        other.give("ben", 20).await;
        other.give("cem", 10).await;
        other.give("dora", 5).await;
        other.write("dora", "/privacy hide").await;

        let refused = other.write("ben", "/leaderboard link").await;
        assert!(refused.contains("rule all of this community"), "{refused}");
        let first = path(&other.write("ada", "/leaderboard link").await);
        assert_eq!(first.len(), "/leaderboards/".len() + 32);
        let pages = json!({"leaderboard": first});
        let problems = problems(&server, &pages, "treaty", pictures().as_deref());
        assert_eq!(problems, [""; 0]);
        other.give("<script>eve</script>", 1).await;
        let page = server.get(&first);
        assert_eq!(page.status, 200);
        assert!(page.body.contains("ben") && page.body.contains("3 members"));
        assert!(page.body.contains("&lt;script&gt;") && !page.body.contains("<script"));
        assert!(!page.body.contains("dora"), "{}", page.body);
        for header in [
            "cache-control: no-store",
            "x-robots-tag: noindex",
            "no-referrer",
        ] {
            assert!(page.headers.contains(header), "{}", page.headers);
        }
        let day = server.get(&format!("{first}?period=day&page=9"));
        assert!(day.body.contains("ben"), "{}", day.body);

        // What two processes hear is done once.
        other.events -= 1;
        assert_eq!(other.write("ada", "/leaderboard link").await, "");
        assert_eq!(server.get(&first).status, 200);

        // A new link ends the one before, and both end when they are revoked.
        let second = path(&other.write("ada", "/leaderboard share:link").await);
        assert_eq!(server.get(&first).status, 404);
        assert_eq!(server.get(&second).status, 200);
        assert!(
            other
                .write("ben", "/leaderboard unlink")
                .await
                .contains("rule all of this community")
        );
        other.write("ada", "/leaderboard unlink").await;
        assert_eq!(server.get(&second).status, 404);
        let none = other.write("ada", "/leaderboard unlink").await;
        assert!(none.contains("No link"), "{none}");
    });
}

//! The pages as they are written.

use super::Server;

const PACK: &str = include_str!("../pack.toml");

/// The pack with something before the titles of its facts.
pub(super) fn hostile(text: &str) -> String {
    let (head, facts) = PACK.split_once("[[fact]]").expect("a fact");
    let facts = facts.replace("\ntitle = \"", &format!("\ntitle = \"{text}"));
    format!("{head}[[fact]]{facts}")
}

#[test]
fn facts_are_found_by_words_and_certainty() {
    let server = Server::start(PACK, "");
    let all = server.get("/");
    assert_eq!(all.status, 200);
    let found = server.get("/?q=treaty+zenda");
    assert!(found.body.contains("/facts/"), "{}", found.body);
    assert!(found.body.matches("<article>").count() < all.body.matches("<article>").count());
    let claimed = server.get("/?certainty=claimed");
    assert!(claimed.body.contains("claimed, not established"));
    assert!(!claimed.body.contains("class=\"certainty stated\""));
    let none = server.get("/?q=nothing+of+the+kind");
    assert!(none.body.contains("0 facts"));
    // Whatever is asked for is answered.
    for odd in [
        "/?q=%00%ff",
        "/?page=0",
        "/?page=99999999",
        "/?page=x",
        "/?certainty=x",
        "/?q=%3Cscript%3E",
    ] {
        let answer = server.get(odd);
        assert_eq!(answer.status, 200, "{odd}");
        assert!(!answer.body.contains("<script"), "{odd}");
    }
}

#[test]
fn each_fact_has_a_page_with_its_source_and_certainty() {
    let server = Server::start(PACK, "");
    let all = server.get("/").body;
    let address = all
        .split("href=\"/facts/")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    let fact = server.get(&format!("/facts/{}", address.expect("a fact")));
    assert_eq!(fact.status, 200);
    for part in ["Source", "paragraph", "How sure"] {
        assert!(fact.body.contains(part), "{part} in {}", fact.body);
    }
    let missing = server.get("/facts/absent");
    assert_eq!(missing.status, 404);
    assert!(missing.body.contains("no such fact"));
    assert_eq!(server.get("/absent").status, 404);
}

#[test]
fn the_timeline_leads_into_time() {
    let server = Server::start(PACK, "");
    let whole = server.get("/timeline").body;
    let step = whole
        .split("href=\"/timeline?")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    let step = step.expect("a step").replace("&amp;", "&");
    let nearer = server.get(&format!("/timeline?{step}"));
    assert_eq!(nearer.status, 200);
    assert!(nearer.body.contains("all years"));
    assert!(nearer.body.matches("<article>").count() < whole.matches("<article>").count());
    for odd in [
        "?from=9999&to=-9999",
        "?from=x&page=y",
        "?from=-9999",
        "?to=9999",
    ] {
        assert_eq!(server.get(&format!("/timeline{odd}")).status, 200, "{odd}");
    }
}

#[test]
fn no_fact_is_markup_and_a_browser_is_told_so() {
    let hostile = hostile("<script>alert(1)</script> & \\\"'");
    let server = Server::start(&hostile, "");
    let page = server.get("/");
    assert!(page.body.contains("&lt;script&gt;"), "{}", page.body);
    assert!(!page.body.contains("<script"), "{}", page.body);
    let policy = "content-security-policy: default-src 'none'";
    for path in ["/", "/timeline", "/style.css", "/absent", "/healthz"] {
        let answer = server.get(path);
        assert!(answer.headers.contains(policy), "{}", answer.headers);
        assert!(answer.headers.contains("nosniff"), "{}", answer.headers);
        assert!(!answer.headers.contains("set-cookie"), "{}", answer.headers);
        assert!(!answer.body.contains(" style="), "{path}");
    }
}

#[test]
fn whoever_comes_too_fast_is_turned_away_kindly() {
    let server = Server::start(PACK, "[limits]\npages_per_second = 1");
    let refused = server.wait("/absent", |answer| answer.status == 429);
    assert!(refused.headers.contains("retry-after: 1"));
    assert!(refused.body.contains("Try again in a second"));
    // What watches over the program is never turned away.
    assert_eq!(server.get("/healthz").status, 200);
    let counted = server.get("/metrics").body;
    assert!(
        !counted.contains("attache_refused_total{what=\"page\"} 0"),
        "{counted}"
    );
}

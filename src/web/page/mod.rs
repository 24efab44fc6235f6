//! Pages, for whoever would rather look than read a chat.

mod facts;
mod leaderboard;
mod pages;
mod search;
mod timeline;

use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::{DOCTYPE, Markup, html};

use super::Web;
use crate::facts::{Certainty, Fact, FactBase};

pub(super) use search::Index;

const STYLE: &str = include_str!("style.css");

/// What the pages are found by.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/", get(facts::list))
        .route("/facts/{id}", get(facts::one))
        .route("/timeline", get(timeline::show))
        .route("/leaderboards/{secret}", get(leaderboard::show))
        .route("/style.css", get(style))
        .fallback(nowhere)
}

async fn style() -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, "max-age=3600"),
    ];
    (headers, STYLE)
}

async fn nowhere() -> Response {
    missing("There is no such page")
}

/// Says that something is not there.
fn missing(what: &str) -> Response {
    let body = html! { p { a href="/" { "All facts" } } };
    (StatusCode::NOT_FOUND, layout(what, None, &body)).into_response()
}

/// Says that somebody came too fast.
pub(super) fn too_many() -> Markup {
    let body = html! { p { "Too many pages were asked for just now. Try again in a second." } };
    layout("Not so fast", None, &body)
}

/// The parts that every page leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Facts,
    Timeline,
}

/// A whole page; `part` is the one that it belongs to.
fn layout(title: &str, part: Option<Part>, body: &Markup) -> Markup {
    let link = |address: &str, name: &str, own: Part| {
        html! {
            a href=(address) aria-current=[(part == Some(own)).then_some("page")] { (name) }
        }
    };
    html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " – attaché" }
                link rel="stylesheet" href="/style.css";
            }
            body {
                a.skip href="#main" { "To the content" }
                header {
                    nav aria-label="Pages" {
                        (link("/", "Facts", Part::Facts))
                        (link("/timeline", "Timeline", Part::Timeline))
                    }
                }
                main id="main" tabindex="-1" {
                    h1 { (title) }
                    (body)
                }
                footer {
                    p { "Every fact is as its source has it, with how sure that is." }
                }
            }
        }
    }
}

/// How sure a source is of a fact, told by a word and not by colour alone.
fn certainty(certainty: Certainty) -> Markup {
    html! { span class={ "certainty " (certainty.word()) } { (certainty.in_words()) } }
}

/// When a fact happened, as far as the source tells.
fn when(fact: &Fact) -> Option<String> {
    match (fact.date.edtf, fact.date.said.as_deref()) {
        (Some(edtf), _) if fact.date.inferred.is_some() => {
            Some(format!("{} (inferred)", edtf.in_words()))
        }
        (Some(edtf), _) => Some(edtf.in_words()),
        (None, Some(said)) => Some(format!("“{said}”")),
        (None, None) => None,
    }
}

/// A fact among others: its title, when it was, how sure it is, and where it stands.
fn summary(base: &FactBase, fact: &Fact) -> Markup {
    html! {
        article {
            h2 { a href={ "/facts/" (fact.id.as_str()) } { (fact.title) } }
            p { (fact.statement) }
            p.about {
                @if let Some(when) = when(fact) { span.when { (when) } " · " }
                (certainty(fact.certainty)) " · " (base.place_in_source(fact))
            }
        }
    }
}

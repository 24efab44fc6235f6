//! The leaderboard of a community, for whoever has the link to it.

use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use maud::{Markup, html};
use serde::Deserialize;

use super::pages::Pages;
use super::{layout, missing};
use crate::quiz::Span;
use crate::store::Standing;
use crate::web::Web;

/// Which part of it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    /// How far it looks back.
    period: String,
    /// Which page, from 1.
    page: String,
}

/// It is nobody's to keep or to find but theirs who have the link.
const PRIVATE: [(header::HeaderName, &str); 2] = [
    (header::CACHE_CONTROL, "no-store"),
    (header::HeaderName::from_static("x-robots-tag"), "noindex"),
];

/// The leaderboard that a secret leads to.
pub(super) async fn show(
    State(web): State<Web>,
    Path(secret): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Response {
    let named = |span: &Span| span.word() == wanted.period;
    let span = Span::ALL.into_iter().find(named).unwrap_or(Span::All);
    let found = web.game.shared_leaders(&secret, span, Timestamp::now());
    match found.await {
        Ok(Some(leaders)) => {
            let pages = Pages::new(leaders.len(), wanted.page.parse().ok());
            let body = html! {
                (periods(span))
                (table(&leaders, pages))
                (pages.links(|page| format!("?period={}&page={page}", span.word())))
            };
            (PRIVATE, layout("Leaderboard", None, &body)).into_response()
        }
        Ok(None) => missing("There is no such leaderboard, or not any more"),
        Err(error) => {
            tracing::error!(%error, "a leaderboard is not shown");
            let body =
                html! { p { "The database cannot be reached just now. Try again in a while." } };
            let page = layout("Not now", None, &body);
            (StatusCode::SERVICE_UNAVAILABLE, PRIVATE, page).into_response()
        }
    }
}

fn periods(span: Span) -> Markup {
    let name = |span| match span {
        Span::Day => "Today",
        Span::Week => "This week",
        Span::Month => "This month",
        Span::All => "All time",
    };
    html! {
        nav.periods aria-label="Periods" {
            @for one in Span::ALL {
                a href={ "?period=" (one.word()) }
                    aria-current=[(one == span).then_some("page")]
                    { (name(one)) }
            }
        }
    }
}

fn table(leaders: &[Standing], pages: Pages) -> Markup {
    html! {
        p role="status" {
            @match leaders.len() {
                0 => "Nobody is here yet.",
                1 => "1 member",
                count => { (count) " members" },
            }
            (pages.shown())
        }
        @if !leaders.is_empty() {
            table {
                thead { tr {
                    th scope="col" { "Rank" }
                    th scope="col" { "Member" }
                    th.number scope="col" { "Points" }
                    th.number scope="col" { "Right" }
                } }
                tbody {
                    @for leader in pages.of(leaders) { tr {
                        td { (leader.rank) }
                        th scope="row" { (leader.name) }
                        td.number { (leader.points) }
                        td.number { (leader.correct) " of " (leader.answered) }
                    } }
                }
            }
        }
    }
}

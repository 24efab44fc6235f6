//! The facts, and each by itself.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::pages::Pages;
use super::{Part, certainty, layout, missing, summary, when};
use crate::facts::{Certainty, Fact, FactBase};
use crate::web::Web;

/// What is looked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    /// The words.
    q: String,
    /// Only facts that are so sure.
    certainty: Option<String>,
    /// Which page, from 1.
    page: String,
}

impl Wanted {
    fn certainty(&self) -> Option<Certainty> {
        let all = [Certainty::Stated, Certainty::Reported, Certainty::Claimed];
        let word = self.certainty.as_deref()?;
        all.into_iter().find(|certainty| certainty.word() == word)
    }
}

/// The facts, all or those that are looked for.
pub(super) async fn list(State(web): State<Web>, Query(wanted): Query<Wanted>) -> Markup {
    let (bot, index) = web.known();
    let base = bot.base();
    let certainty = wanted.certainty();
    let mut found = index.find(&wanted.q);
    found.retain(|fact| certainty.is_none_or(|wanted| base.fact(*fact).certainty == wanted));
    let pages = Pages::new(found.len(), wanted.page.parse().ok());
    let body = html! {
        (form(&wanted, certainty))
        p role="status" {
            (found.len()) @if found.len() == 1 { " fact" } @else { " facts" } (pages.shown())
        }
        @for fact in pages.of(&found) { (summary(base, base.fact(*fact))) }
        (pages.links(|page| address(&wanted, certainty, page)))
    };
    layout("Facts", Some(Part::Facts), &body)
}

fn form(wanted: &Wanted, certainty: Option<Certainty>) -> Markup {
    let choices = [
        (None, "any"),
        (Some(Certainty::Stated), Certainty::Stated.in_words()),
        (Some(Certainty::Reported), Certainty::Reported.in_words()),
        (Some(Certainty::Claimed), Certainty::Claimed.in_words()),
    ];
    html! {
        form role="search" action="/" {
            label { "Words " input type="search" name="q" value=(wanted.q) maxlength="200"; }
            label {
                "Certainty "
                select name="certainty" {
                    @for (choice, name) in choices {
                        option
                            value=(choice.map_or("", Certainty::word))
                            selected[choice == certainty]
                            { (name) }
                    }
                }
            }
            button { "Find" }
        }
    }
}

/// Where a page of what is looked for is found.
fn address(wanted: &Wanted, certainty: Option<Certainty>, page: usize) -> String {
    let mut address = form_urlencoded::Serializer::new("/?".to_owned());
    address.append_pair("q", &wanted.q);
    address.append_pair("certainty", certainty.map_or("", Certainty::word));
    address.append_pair("page", &page.to_string());
    address.finish()
}

/// A fact with all that is known of it.
pub(super) async fn one(State(web): State<Web>, Path(id): Path<String>) -> Response {
    let (bot, _) = web.known();
    let base = bot.base();
    match base.fact_by_id(&id) {
        Some(fact) => whole(base, base.fact(fact)).into_response(),
        None => missing("There is no such fact"),
    }
}

fn whole(base: &FactBase, fact: &Fact) -> Markup {
    let related = fact.related.iter().map(|fact| base.fact(*fact));
    let subjects: Vec<&str> = fact
        .subjects
        .iter()
        .map(|ix| &*base.subject(*ix).title)
        .collect();
    let body = html! {
        p.statement { (fact.statement) }
        dl {
            @if let Some(when) = when(fact) { dt { "When" } dd { (when) } }
            @if let Some(inferred) = &fact.date.inferred { dt { "How that is known" } dd { (inferred) } }
            dt { "How sure" }
            dd {
                (certainty(fact.certainty))
                @if let Some(who) = &fact.said_by { " In the words of " (who) "." }
            }
            dt { "Source" }
            dd { (base.place_in_source(fact)) }
            @if let Some(reason) = &fact.reason { dt { "Why" } dd { (reason) } }
            @if !subjects.is_empty() { dt { "Topics" } dd { (subjects.join(", ")) } }
            @if !fact.silent_on.is_empty() {
                dt { "What the source does not say" }
                dd { ul { @for silent in &fact.silent_on { li { (silent) } } } }
            }
        }
        @if !fact.related.is_empty() {
            h2 { "Related" }
            ul { @for other in related {
                li { a href={ "/facts/" (other.id.as_str()) } { (other.title) } }
            } }
        }
    };
    layout(&fact.title, Some(Part::Facts), &body)
}

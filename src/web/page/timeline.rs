//! The dated facts along time, nearer with every step into it.

use axum::extract::{Query, State};
use jiff::civil::Date;
use maud::{Markup, html};
use serde::Deserialize;

use super::pages::Pages;
use super::{Part, layout, summary};
use crate::facts::FactBase;
use crate::ids::FactIx;
use crate::web::Web;

/// How many steps of time the picture has: each leads nearer.
const STEPS: i64 = 10;

/// How many facts the picture shows of a step, above which it only counts them.
const DOTS_MAX: usize = 8;

/// The size of the picture, in its own units.
const WIDTH: i64 = 1_000;
const HEIGHT: i64 = 236;
const GROUND: i64 = 180;

/// Which years.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    from: String,
    to: String,
    /// Which page of them, from 1.
    page: String,
}

/// The years from the first to the last, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Years {
    first: i64,
    last: i64,
}

impl Years {
    fn count(self) -> i64 {
        self.last - self.first + 1
    }

    /// The parts of them that the picture shows side by side.
    fn steps(self) -> Vec<Self> {
        let length = (self.count() + STEPS - 1) / STEPS;
        let starts = (0..).map(|step| self.first + step * length);
        let starts = starts.take_while(|start| *start <= self.last);
        starts
            .map(|first| Self {
                first,
                last: (first + length - 1).min(self.last),
            })
            .collect()
    }

    fn name(self) -> String {
        if self.count() == 1 {
            self.first.to_string()
        } else {
            format!("{}–{}", self.first, self.last)
        }
    }

    fn address(self) -> String {
        format!("/timeline?from={}&to={}", self.first, self.last)
    }
}

/// A dated fact.
#[derive(Debug, Clone, Copy)]
struct Dated {
    fact: FactIx,
    first: Date,
    last: Date,
}

fn dated(base: &FactBase) -> Vec<Dated> {
    let facts = (0..).zip(base.facts.iter());
    let mut dated: Vec<Dated> = facts
        .filter_map(|(at, fact)| {
            let edtf = fact.date.edtf?;
            // What has no beginning is shown where it ended, and what goes on where it began.
            let (first, last) = (edtf.first_day(), edtf.last_day());
            Some(Dated {
                fact: FactIx(at),
                first: first.or(last)?,
                last: last.or(first)?,
            })
        })
        .collect();
    dated.sort_by_key(|dated| (dated.first, dated.last, dated.fact));
    dated
}

fn is_within(years: Years, dated: &Dated) -> bool {
    i64::from(dated.last.year()) >= years.first && i64::from(dated.first.year()) <= years.last
}

/// The dated facts of some years, or of all.
pub(super) async fn show(State(web): State<Web>, Query(wanted): Query<Wanted>) -> Markup {
    let (bot, _) = web.known();
    let base = bot.base();
    let all = dated(base);
    let Some(whole) = whole(&all) else {
        let body = html! { p { "No fact has a date." } };
        return layout("Timeline", Some(Part::Timeline), &body);
    };
    // What is no year means all.
    let year = |text: &str, else_it_is| text.parse().unwrap_or(else_it_is);
    let first = year(&wanted.from, whole.first).clamp(whole.first, whole.last);
    let last = year(&wanted.to, whole.last).clamp(first, whole.last);
    let years = Years { first, last };
    let shown: Vec<Dated> = all
        .into_iter()
        .filter(|dated| is_within(years, dated))
        .collect();
    let pages = Pages::new(shown.len(), wanted.page.parse().ok());
    let body = html! {
        p role="status" {
            (years.name()) ": " (shown.len()) @if shown.len() == 1 { " fact" } @else { " facts" } (pages.shown())
            @if years != whole { " · " a href="/timeline" { "all years" } }
        }
        (picture(base, years, &shown))
        @for dated in pages.of(&shown) { (summary(base, base.fact(dated.fact))) }
        (pages.links(|page| format!("{}&page={page}", years.address())))
    };
    layout("Timeline", Some(Part::Timeline), &body)
}

/// All years in which anything happened.
fn whole(all: &[Dated]) -> Option<Years> {
    let first = all.iter().map(|dated| dated.first.year()).min()?;
    let last = all.iter().map(|dated| dated.last.year()).max()?;
    Some(Years {
        first: first.into(),
        last: last.into(),
    })
}

fn picture(base: &FactBase, years: Years, shown: &[Dated]) -> Markup {
    let steps = years.steps();
    let width = WIDTH / i64::try_from(steps.len()).unwrap_or(1).max(1);
    html! {
        svg.timeline viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } role="group"
            aria-label={ "Facts from " (years.first) " to " (years.last) } {
            line.ground x1="0" y1=(GROUND) x2=(WIDTH) y2=(GROUND) {}
            @for (at, step) in (0..).zip(&steps) {
                @let x = at * width;
                @let facts: Vec<&Dated> = shown.iter().filter(|dated| is_within(*step, dated)).collect();
                @let can_step = step.count() < years.count();
                (column(base, *step, &facts, x, width, can_step))
            }
        }
    }
}

/// A step of the picture: its years below, and above them a dot for each fact, or how many there are.
fn column(
    base: &FactBase,
    step: Years,
    facts: &[&Dated],
    x: i64,
    width: i64,
    can_step: bool,
) -> Markup {
    let middle = x + width / 2;
    let label = html! {
        rect.step x=(x + 2) y=(GROUND + 6) width=(width - 4) height="44" rx="6" {}
        text.long x=(middle) y=(GROUND + 33) text-anchor="middle" { (step.name()) }
        // On a phone there is room for one year.
        text.short x=(middle) y=(GROUND + 39) text-anchor="middle" aria-hidden="true" { (step.first) }
    };
    html! {
        @if can_step && !facts.is_empty() {
            a href=(step.address()) aria-label={ (step.name()) ": " (facts.len()) " facts" } { (label) }
        } @else { g { (label) } }
        @if facts.len() > DOTS_MAX {
            @if can_step {
                a href=(step.address()) tabindex="-1" aria-hidden="true" {
                    (heap(facts.len(), middle))
                }
            } @else { (heap(facts.len(), middle)) }
        } @else {
            @for (row, dated) in (0..).zip(facts) {
                @let fact = base.fact(dated.fact);
                a href={ "/facts/" (fact.id.as_str()) } aria-label=(fact.title) {
                    title { (fact.title) }
                    circle class=(fact.certainty.word()) cx=(middle) cy=(GROUND - 14 - row * 21) r="8" {}
                }
            }
        }
    }
}

/// More facts than dots can show.
fn heap(count: usize, middle: i64) -> Markup {
    html! {
        g {
            circle.heap cx=(middle) cy=(GROUND - 60) r="36" {}
            text.count x=(middle) y=(GROUND - 54) text-anchor="middle" { (count) }
        }
    }
}

//! Lists that are too long for one page.

use maud::{Markup, html};

/// How many entries a page has.
const LENGTH: usize = 25;

/// A page of a list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pages {
    /// Which, from 1.
    page: usize,
    /// How many there are.
    count: usize,
}

impl Pages {
    /// The page that is wanted of a list of that length, or the nearest that there is.
    pub(super) fn new(length: usize, wanted: Option<usize>) -> Self {
        let count = length.div_ceil(LENGTH).max(1);
        let page = wanted.unwrap_or(1).clamp(1, count);
        Self { page, count }
    }

    /// What stands on it.
    pub(super) fn of<T>(self, list: &[T]) -> impl Iterator<Item = &T> {
        list.iter().skip((self.page - 1) * LENGTH).take(LENGTH)
    }

    /// Which it is, if there are several.
    pub(super) fn shown(self) -> Markup {
        html! { @if self.count > 1 { ", page " (self.page) " of " (self.count) } }
    }

    /// Links to its neighbours.
    pub(super) fn links(self, address: impl Fn(usize) -> String) -> Markup {
        html! {
            @if self.count > 1 {
                nav.pages aria-label="More" {
                    @if self.page > 1 { a rel="prev" href=(address(self.page - 1)) { "Before" } }
                    @if self.page < self.count { a rel="next" href=(address(self.page + 1)) { "More" } }
                }
            }
        }
    }
}

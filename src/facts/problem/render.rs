//! Problems as text, in the manner of the Rust compiler.

use std::fmt;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::place::Excerpt;
use super::{Problem, Problems};

impl Problems {
    /// All problems, with the lines that they are about, and how many there are.
    pub fn render(&self, color: bool) -> String {
        let renderer = if color {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        let problems = self.problems.iter();
        let mut parts: Vec<String> = problems
            .map(|problem| renderer.render(&[group(problem)]) + "\n\n")
            .collect();
        let unshown = self.unshown.iter();
        parts.extend(
            unshown.map(|(file, more)| format!("{file}: {more} more problems are not shown\n")),
        );
        let count = self.count();
        let noun = if count == 1 { "problem" } else { "problems" };
        parts.push(format!("{count} {noun}\n"));
        parts.concat()
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

impl std::error::Error for Problems {}

fn group(problem: &Problem) -> Group<'_> {
    let title = Level::ERROR.primary_title(&*problem.message);
    let group = Group::with_title(title);
    let group = match &problem.excerpt {
        Some(excerpt) => shown(group, problem, excerpt),
        None => group.element(Origin::path(&*problem.file)),
    };
    if problem.help.is_empty() {
        group
    } else {
        group.element(Level::HELP.message(&*problem.help))
    }
}

/// Adds the line with what is wrong in it underlined.
fn shown<'p>(group: Group<'p>, problem: &'p Problem, excerpt: &'p Excerpt) -> Group<'p> {
    let mut mark = AnnotationKind::Primary.span(excerpt.underlined.clone());
    if !problem.label.is_empty() {
        mark = mark.label(&*problem.label);
    }
    let snippet = Snippet::source(&*excerpt.line)
        .line_start(problem.line)
        .annotation(mark);
    if excerpt.is_cut {
        let origin = Origin::path(&*problem.file)
            .line(problem.line)
            .char_column(problem.column);
        group.element(origin).element(snippet)
    } else {
        group.element(snippet.path(&*problem.file))
    }
}

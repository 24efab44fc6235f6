//! The program: turns the outcome of a run into an exit code.

use std::io::{self, Write};
use std::process::ExitCode;

use attache::app;
use attache::cli::{Cli, Log};
use clap::Parser;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let log = cli.log;
    match app::run(cli) {
        Ok(code) => code,
        // Whoever read the output has seen enough, as `head` does.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        // Whatever collects lines of JSON reads nothing else.
        Err(error) if log == Log::Json => {
            tracing::error!(error = format!("{error:#}"), "attaché cannot go on");
            ExitCode::FAILURE
        }
        Err(error) => {
            // Where errors cannot be written either, the exit code has to do.
            let _ = writeln!(io::stderr(), "attache: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

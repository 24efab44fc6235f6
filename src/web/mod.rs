//! What is served over HTTP: whether the program is well, what it counts, and pages.

pub mod counted;
mod health;
mod page;
mod places;

use std::convert::Infallible;
use std::num::NonZeroU32;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use governor::DefaultDirectRateLimiter;
use governor::Quota;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::net::TcpListener;
use tokio::time;

use self::page::Index;
use self::places::Places;
use crate::bot::Bot;
use crate::bot::game::Game;

/// How many may be connected at a time, and how many of them from one address: whoever comes beyond that
/// is turned away, and takes none of the files that the bot needs, nor all places from whoever watches
/// over it.
const CONNECTIONS_MAX: usize = 512;
const CONNECTIONS_OF_ONE_MAX: usize = 128;

/// How long somebody may take to say what is asked for, and stay connected: nobody holds a place whom
/// others wait for.
const HEADERS_WAIT: Duration = Duration::from_secs(5);
const CONNECTED_MAX: Duration = Duration::from_mins(1);

/// How long an answer may still take to be sent after that.
const LAST_WORDS: Duration = Duration::from_secs(5);

/// How long nobody is let in once the system has no room for another connection.
const REST: Duration = Duration::from_millis(200);

/// How often what is counted is put in order, else it would be kept whole until somebody asks.
const UPKEEP: Duration = Duration::from_secs(5);

/// What a browser may do with a page: show it with its own style sheet, and ask here again.
/// Source: <https://www.w3.org/TR/CSP3/>.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";

/// A bot, and what its facts are found by.
type Known = (Bot, Arc<Index>);

/// What pages are made of.
#[derive(Clone)]
pub struct Web {
    game: Game,
    /// Where the bot runs.
    platforms: Arc<[&'static str]>,
    metrics: PrometheusHandle,
    pages: Arc<DefaultDirectRateLimiter>,
    /// What facts are found by, with the bot whose they are.
    index: Arc<Mutex<Option<Known>>>,
}

impl Web {
    /// What is shown of a game that goes on on some platforms, in so many pages within a second.
    pub fn new(
        game: Game,
        platforms: Vec<&'static str>,
        metrics: PrometheusHandle,
        pages_per_second: NonZeroU32,
    ) -> Self {
        Self {
            game,
            platforms: platforms.into(),
            metrics,
            pages: Arc::new(DefaultDirectRateLimiter::direct(Quota::per_second(
                pages_per_second,
            ))),
            index: Arc::default(),
        }
    }

    /// The bot as it is just now, and what its facts are found by.
    fn known(&self) -> Known {
        let bot = self.game.bot();
        let mut known = self.index.lock().unwrap_or_else(PoisonError::into_inner);
        match &*known {
            Some((of, index)) if of.is(&bot) => (bot, Arc::clone(index)),
            _ => {
                let index = Arc::new(Index::new(bot.base()));
                *known = Some((bot.clone(), Arc::clone(&index)));
                (bot, index)
            }
        }
    }

    /// Serves whoever connects, for as long as the program runs.
    pub async fn serve(self, listener: TcpListener) -> Infallible {
        let upkeep = tend(self.metrics.clone());
        let service = TowerToHyperService::new(self.routes());
        let places = Places::default();
        let accept = async {
            loop {
                match listener.accept().await {
                    Ok((stream, from)) => {
                        let Some(place) = places.take(from.ip()) else {
                            metrics::counter!("attache_refused_total", "what" => "connection")
                                .increment(1);
                            continue;
                        };
                        let connection = http1::Builder::new()
                            .timer(TokioTimer::new())
                            .header_read_timeout(HEADERS_WAIT)
                            .serve_connection(TokioIo::new(stream), service.clone());
                        tokio::spawn(async move {
                            let mut connection = pin!(connection);
                            // Whoever goes away has no answer to wait for.
                            if time::timeout(CONNECTED_MAX, &mut connection).await.is_err() {
                                connection.as_mut().graceful_shutdown();
                                let _ = time::timeout(LAST_WORDS, connection).await;
                            }
                            drop(place);
                        });
                    }
                    Err(error) => {
                        tracing::warn!(%error, "nobody is let in for a moment");
                        time::sleep(REST).await;
                    }
                }
            }
        };
        tokio::select! {
            never = accept => never,
            never = upkeep => never,
        }
    }

    fn routes(self) -> Router {
        let pages = page::routes().layer(middleware::from_fn_with_state(self.clone(), limit));
        Router::new()
            .route("/healthz", get(health::healthz))
            .route("/readyz", get(health::readyz))
            .route("/metrics", get(health::metrics))
            .merge(pages)
            .layer(middleware::map_response(guard))
            .with_state(self)
    }
}

/// Keeps what is counted in order.
async fn tend(metrics: PrometheusHandle) -> Infallible {
    loop {
        time::sleep(UPKEEP).await;
        metrics.run_upkeep();
    }
}

/// Turns whoever comes too fast away.
async fn limit(State(web): State<Web>, request: Request, next: Next) -> Response {
    if web.pages.check().is_err() {
        metrics::counter!("attache_refused_total", "what" => "page").increment(1);
        let again = [(header::RETRY_AFTER, "1")];
        return (StatusCode::TOO_MANY_REQUESTS, again, page::too_many()).into_response();
    }
    next.run(request).await
}

/// Says of every answer what a browser may do with it.
async fn guard(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

//! Commands, presses and forms, each of which is answered in time.

use std::sync::Arc;
use std::time::Duration;

use serenity::builder::{
    AutocompleteChoice, CreateAttachment, CreateAutocompleteResponse, CreateInteractionResponse,
    CreateInteractionResponseMessage,
};
use serenity::http::{LightMethod, Request, Route};
use tokio::time::{self, Instant};

use super::form::form;
use super::incoming::{Kind, Used};
use super::limits::{CHOICES_MAX, OPTION_MAX, cut, width};
use super::listener::{Listener, chance};
use super::message::Rendered;
use super::press::Press;
use super::rest::{Refusal, with};
use crate::chat::speech::{channel as speech, daily};
use crate::chat::{
    Access, Action, Audience, Command, CommandSpec, Daily, OptionKind, Quiz, Reply, commands, parse,
};
use crate::store::Place;

/// When an answer that is not there yet is promised: Discord waits for three seconds, of which the
/// way there and back may take some.
/// Source: <https://discord.com/developers/docs/interactions/receiving-and-responding#followup-messages>.
const PROMISE_AFTER: Duration = Duration::from_millis(1_500);

/// What is to be said to an interaction.
struct Wanted {
    /// What somebody would have written.
    text: String,
    /// The marker of the question that it answers.
    answers: Option<String>,
    /// Where it is said.
    place: Where,
}

/// Where something is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Where {
    /// In a message, to whom the reply is for.
    Message,
    /// In a message to whoever asked.
    Privately,
    /// In the message that was pressed.
    Here,
}

impl Wanted {
    fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            answers: None,
            place: Where::Message,
        }
    }

    fn answer(text: &str, marker: String) -> Self {
        Self {
            text: text.to_owned(),
            answers: Some(marker),
            place: Where::Privately,
        }
    }

    /// The row of its command, if it is one.
    fn command(&self) -> Option<&'static CommandSpec> {
        let word = self.text.split_whitespace().next()?;
        commands::find(word.strip_prefix('/')?)
    }

    /// Whether it answers a question.
    fn is_answer(&self) -> bool {
        let answers = |command: &CommandSpec| command.action == Action::Answer;
        self.answers.is_some() || self.command().is_some_and(answers)
    }

    /// Whether the bot may have something to post because of it.
    fn is_play(&self) -> bool {
        let plays = |command: &CommandSpec| matches!(command.action, Action::Quiz | Action::Daily);
        self.is_answer() || self.command().is_some_and(plays)
    }

    /// Whether only whoever asked is to see it, as far as that is known before.
    fn is_private(&self) -> bool {
        let for_caller = |command: &CommandSpec| command.audience == Audience::Caller;
        self.place == Where::Privately || self.command().is_some_and(for_caller)
    }
}

impl Listener {
    /// Answers whatever somebody used.
    pub(super) async fn use_of(self: &Arc<Self>, used: &Used) {
        let done = match used.kind() {
            Kind::Command => self.answer(used, Wanted::new(&used.text())).await,
            Kind::Completion => self.complete(used).await,
            Kind::Press => self.press(used).await,
            Kind::Form => self.form(used).await,
            Kind::Other => Ok(()),
        };
        match done {
            Ok(()) => {}
            // Whoever asked sees that it failed, and may ask again.
            Err(refusal @ Refusal::Refused { .. }) => {
                tracing::warn!(%refusal, "an interaction is not answered");
            }
            Err(refusal) => tracing::error!(%refusal, "an interaction is not answered"),
        }
    }

    async fn press(self: &Arc<Self>, used: &Used) -> Result<(), Refusal> {
        let wanted = match (Press::read(used.custom_id()), used.chosen()) {
            (Some(Press::Answer { marker, text }), _) => Wanted::answer(&text, marker),
            (Some(Press::Answers { marker }), Some(text)) => Wanted::answer(text, marker),
            (Some(Press::Write { marker }), _) => {
                let form = CreateInteractionResponse::Modal(form(&marker));
                return self.respond(used, &form, None).await.map(drop);
            }
            (Some(Press::Do { command, .. }), _) => Wanted::new(&command),
            (Some(Press::Menu { .. }), Some(command)) => Wanted::new(command),
            // A page stands in place of the other for whoever asked for it, and beside it for
            // others.
            (Some(Press::Page { command, .. }), _) => Wanted {
                place: if used.is_own() {
                    Where::Here
                } else {
                    Where::Privately
                },
                ..Wanted::new(&command)
            },
            _ => return self.say(used, &speech::unknown_press()).await,
        };
        self.answer(used, wanted).await
    }

    async fn form(self: &Arc<Self>, used: &Used) -> Result<(), Refusal> {
        match (Press::read(used.custom_id()), used.filled_in()) {
            (Some(Press::Write { marker }), Some(text)) => {
                self.answer(used, Wanted::answer(text, marker)).await
            }
            _ => self.say(used, &speech::unknown_press()).await,
        }
    }

    /// Says what the game replies, at once or, where that takes long, after it was promised.
    async fn answer(self: &Arc<Self>, used: &Used, wanted: Wanted) -> Result<(), Refusal> {
        let promise_at = Instant::now() + PROMISE_AFTER;
        if let Some(refusal) = refused(used, &wanted) {
            return self.say(used, &refusal).await;
        }
        let Some(incoming) = used.incoming(wanted.text.clone(), wanted.answers.clone()) else {
            return self.say(used, &speech::unknown_press()).await;
        };
        let incoming = self.by_our_clock(incoming);
        let mut random = chance();
        let work = self.game.reply(&incoming, &mut random);
        tokio::pin!(work);
        let in_time = tokio::select! {
            reply = &mut work => Some(reply),
            () = time::sleep_until(promise_at) => None,
        };
        if let Some(reply) = in_time {
            self.played(&wanted, &incoming.place);
            // An event that Discord tells again, or another process too, is answered once.
            let Some(reply) = reply.map(|reply| wanted.seen_by(reply)) else {
                return Ok(());
            };
            let rendered = Rendered::reply(&reply);
            let document = rendered.document();
            let message = rendered.response();
            let response = match wanted.place {
                // What only whoever asked is to see takes the place of nothing that others see.
                Where::Here if reply.audience != Audience::Caller || wanted.is_private() => {
                    CreateInteractionResponse::UpdateMessage(message)
                }
                _ => CreateInteractionResponse::Message(message),
            };
            return self.respond(used, &response, document).await.map(drop);
        }
        let promise = match wanted.place {
            Where::Here => CreateInteractionResponse::Acknowledge,
            Where::Message | Where::Privately => CreateInteractionResponse::Defer(
                CreateInteractionResponseMessage::new().ephemeral(wanted.is_private()),
            ),
        };
        let promised = self.respond(used, &promise, None).await;
        if matches!(promised, Ok(false)) {
            // Another process answers.
            return Ok(());
        }
        // Be it promised or not, what somebody did counts.
        let reply = work.await;
        self.played(&wanted, &incoming.place);
        promised?;
        match reply.map(|reply| wanted.seen_by(reply)) {
            Some(reply) => self.keep(used, &wanted, &reply).await,
            None if wanted.place == Where::Here => Ok(()),
            None => self.take_back(used).await,
        }
    }

    /// Has what comes of it posted and shown.
    fn played(self: &Arc<Self>, wanted: &Wanted, place: &Place) {
        if wanted.is_answer() {
            self.count(place);
        }
        if wanted.is_play() {
            self.heard.notify_one();
        }
    }

    /// Says what was promised.
    async fn keep(&self, used: &Used, wanted: &Wanted, reply: &Reply) -> Result<(), Refusal> {
        let is_private = reply.audience == Audience::Caller;
        if wanted.is_private() || !is_private {
            return self.fulfil(used, reply).await;
        }
        // It takes the place of nothing that others see.
        if wanted.place == Where::Here {
            return self.follow_up(used, reply).await;
        }
        // What all were promised is for one alone. The first message after a promise is seen by
        // whoever was promised it, so that is something else, and goes.
        self.fulfil(used, &speech::for_one()).await?;
        self.follow_up(used, reply).await?;
        self.take_back(used).await
    }

    /// Says something more.
    async fn follow_up(&self, used: &Used, reply: &Reply) -> Result<(), Refusal> {
        let route = Route::WebhookFollowupMessages {
            application_id: self.application,
            token: &used.token,
        };
        let rendered = Rendered::reply(reply);
        let document = rendered.document();
        let request = Request::new(route, LightMethod::Post);
        let request = with(request, &rendered.response(), document);
        self.rest.answer(request, false).await
    }

    /// Puts a reply in the place of a promise.
    async fn fulfil(&self, used: &Used, reply: &Reply) -> Result<(), Refusal> {
        let route = Route::WebhookOriginalInteractionResponse {
            application_id: self.application,
            token: &used.token,
        };
        let rendered = Rendered::reply(reply);
        let document = rendered.document();
        let request = Request::new(route, LightMethod::Patch);
        let request = with(request, &rendered.deferred(), document);
        self.rest.answer(request, true).await
    }

    /// Takes a promise back.
    async fn take_back(&self, used: &Used) -> Result<(), Refusal> {
        let route = Route::WebhookOriginalInteractionResponse {
            application_id: self.application,
            token: &used.token,
        };
        let request = Request::new(route, LightMethod::Delete);
        self.rest.answer(request, true).await
    }

    /// Completes an option.
    async fn complete(&self, used: &Used) -> Result<(), Refusal> {
        let choices = used.completed().map(|(command, option, typed)| {
            let command = commands::find(command);
            let mut options = command.into_iter().flat_map(|command| command.options);
            let kind = options.find(|known| known.name == option);
            kind.map_or_else(Vec::new, |option| self.choices(option.kind, typed))
        });
        let choices = CreateAutocompleteResponse::new().set_choices(choices.unwrap_or_default());
        let response = CreateInteractionResponse::Autocomplete(choices);
        self.respond(used, &response, None).await.map(drop)
    }

    /// What an option of a kind may be, after what was typed.
    fn choices(&self, kind: OptionKind, typed: &str) -> Vec<AutocompleteChoice> {
        // A question may be anything: what was typed comes first, so that Enter sends it.
        let is_free = matches!(kind, OptionKind::Question { .. });
        let own = Some(typed.trim())
            .filter(|typed| is_free && !typed.is_empty() && width(typed) <= OPTION_MAX);
        let own = own.map(|typed| AutocompleteChoice::new(typed, typed));
        let bot = self.game.bot();
        let known = bot.names().completing(kind, typed, CHOICES_MAX);
        let known = known
            .into_iter()
            .filter(|name| width(&name.value) <= OPTION_MAX)
            .map(|name| AutocompleteChoice::new(cut(&name.shown, OPTION_MAX), &*name.value));
        own.into_iter().chain(known).take(CHOICES_MAX).collect()
    }

    /// Says something that needs no thought.
    async fn say(&self, used: &Used, reply: &Reply) -> Result<(), Refusal> {
        let message = Rendered::reply(reply).response();
        let response = CreateInteractionResponse::Message(message);
        self.respond(used, &response, None).await.map(drop)
    }

    /// Answers first; false if another process did.
    async fn respond(
        &self,
        used: &Used,
        response: &CreateInteractionResponse,
        document: Option<CreateAttachment>,
    ) -> Result<bool, Refusal> {
        let route = Route::InteractionResponse {
            interaction_id: used.id,
            token: &used.token,
        };
        let request = with(Request::new(route, LightMethod::Post), response, document);
        self.rest.acknowledge(request).await
    }
}

impl Wanted {
    /// A reply for whoever is to see it there, who waits for one.
    fn seen_by(&self, reply: Reply) -> Reply {
        if reply.is_silence() {
            return speech::done();
        }
        match self.place {
            Where::Privately => Reply {
                audience: Audience::Caller,
                ..reply
            },
            Where::Message | Where::Here => reply,
        }
    }
}

/// The other channel that a command is about, if it is. Only a slash command tells what whoever uses it
/// may do there.
pub(super) fn elsewhere(command: Option<&Command>) -> Option<&str> {
    match command {
        Some(Command::Daily { channel, .. }) => channel.as_deref(),
        _ => None,
    }
}

/// Why something cannot be done there, if it cannot.
fn refused(used: &Used, wanted: &Wanted) -> Option<Reply> {
    let access = wanted.command().map_or(Access::Everyone, |row| row.access);
    if access != Access::Everyone && !used.is_bot_there() {
        return Some(speech::not_there());
    }
    let command = parse(&wanted.text).ok();
    if let Some(channel) = elsewhere(command.as_ref())
        && !used.steers(channel)
    {
        return Some(daily::no_channel());
    }
    // What is posted later is refused now, to whoever can mend it.
    let is_posting = match command {
        Some(Command::Quiz(Quiz::Start(_))) => true,
        Some(Command::Daily { action, channel }) => {
            channel.is_none() && matches!(action, Daily::On(_) | Daily::Now)
        }
        _ => false,
    };
    let missing = used.missing();
    (is_posting && !missing.is_empty()).then(|| speech::missing(&missing))
}

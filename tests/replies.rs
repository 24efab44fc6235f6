//! Everything that the bot says, one of each.

use std::sync::Arc;

use attache::answers::Answers;
use attache::bot::Bot;
use attache::chat::commands::COMMANDS;
use attache::chat::speech::{daily, practice, quiz, scores};
use attache::chat::{Block, Line, Reply};
use attache::daily::{Choice, Occasion, Told};
use attache::facts::FactBase;
use attache::packs;
use attache::quiz::judge::Reason;
use attache::quiz::{
    Answered, Content, End, Hint, Kind, Mode, Near, Over, Question, Rules, Span, Standing, Winner,
    draw,
};
use rand::SeedableRng;
use rand::rngs::StdRng;

/// The pack that is built in.
pub fn base() -> Arc<FactBase> {
    Arc::new(packs::load(&[]).expect("the pack that is built in"))
}

/// What is said to what members ask: every command as its help writes it, and wrongly; every fact,
/// entity and subject.
pub fn answers(base: &Arc<FactBase>) -> Vec<Reply> {
    let bot = Bot::new(Arc::new(Answers::new(Arc::clone(base))));
    let mut random = StdRng::seed_from_u64(1);
    let mut texts: Vec<String> = Vec::new();
    for command in COMMANDS {
        texts.push(command.example.to_owned());
        texts.push(format!("/{}", command.name));
        texts.push(format!(
            "/{} nonsense from:1948 from:1950 page:0",
            command.name
        ));
        texts.push(format!("/help {}", command.name));
    }
    texts.extend(
        [
            "hello",
            "/nonsense",
            "",
            "?",
            "how old is imran khan",
            "when did zenda fall",
        ]
        .map(str::to_owned),
    );
    texts.push("why ".repeat(2_000));
    for fact in &base.facts {
        texts.push(format!("/source {}", fact.id));
        texts.extend(
            ["when", "who", "where", "what", "howmany", "why"]
                .map(|want| format!("/{want} {}", fact.title)),
        );
    }
    for entity in &base.entities {
        texts.push(format!("/what {}", entity.name));
        texts.push(format!("/timeline {}", entity.name));
    }
    texts
        .iter()
        .map(|text| bot.reply(text, &mut random))
        .collect()
}

/// Every post of a round that could be asked from a base, and what is said around rounds.
pub fn rounds(base: &FactBase, name: &str) -> Vec<Reply> {
    let questions = draw::questions(base);
    let posts = questions.iter().flat_map(posts).collect::<Vec<_>>();
    let name = |_: &str| name.to_owned();
    let mut replies: Vec<Reply> = posts
        .iter()
        .map(|content| quiz::post(content, name))
        .collect();
    replies.extend(
        questions
            .iter()
            .map(|question| practice::next(&practice::Next::Question(Box::new(question.clone())))),
    );
    for answered in [
        Answered::Taken,
        Answered::Changed,
        Answered::Again(0),
        Answered::Again(2),
        Answered::Final,
        Answered::TooLate,
        Answered::NothingOpen,
        Answered::Spent,
    ] {
        let given = "@everyone ".repeat(100);
        for is_final in [false, true] {
            let rules = Rules {
                is_final,
                ..Rules::default()
            };
            replies.push(quiz::answered(answered, None, Some((&given, &rules))));
            replies.push(daily::answered(answered, &given, is_final));
        }
    }
    replies.push(quiz::gone());
    for reply in &mut replies {
        *reply = reply.clone().asking("580a1d8de9ba8571dd62");
    }
    replies
}

fn posts(question: &Question) -> Vec<Content> {
    let member = || String::from("1");
    let asked = || Over {
        key: String::from("key"),
        wording: question.wording.clone(),
        choices: question.choices.clone(),
    };
    let of = |kind, mode, is_final: bool| Content::Question {
        is_private: mode == Mode::Everyone && !is_final,
        number: 1,
        of: 50,
        seconds: 120,
        mode,
        is_final,
        kind,
        wording: question.wording.clone(),
        choices: question.choices.clone(),
    };
    let winner = Winner {
        member: member(),
        points: 35,
        streak: 5,
    };
    let near = Near {
        member: member(),
        reason: Reason::NoNumber,
    };
    let standing = Standing {
        member: member(),
        points: 350,
        right: 9,
        answered: 10,
    };
    let hint = Hint::of(question, &mut StdRng::seed_from_u64(1));
    let mut posts = vec![
        of(question.kind, Mode::Everyone, false),
        of(question.kind, Mode::Everyone, true),
        of(question.kind, Mode::First, false),
        Content::Resolved {
            asked: asked(),
            reveal: question.reveal.clone(),
            winners: vec![winner; 200],
            near: vec![near; 200],
            answered: 300,
            is_skipped: false,
        },
        Content::Void {
            asked: asked(),
            reveal: question.reveal.clone(),
        },
        Content::Results {
            end: End::Silence,
            done: 10,
            standings: vec![standing; 200],
        },
    ];
    posts.extend(hint.map(Content::Hint));
    posts
}

/// Every daily fact and question, and what is said of scores.
pub fn others(base: &FactBase, name: &str) -> Vec<Reply> {
    let say = |blocks: Vec<Block>| Reply {
        audience: attache::chat::Audience::All,
        blocks,
    };
    let mut replies = Vec::new();
    for (ix, fact) in base.facts.iter().enumerate() {
        let occasion = [None, Some(Occasion::Day), Some(Occasion::Month)][ix % 3];
        let fact = base.fact_by_id(fact.id.as_str()).expect("a fact");
        replies.push(say(daily::fact(&Told::new(
            base,
            Choice { fact, occasion },
        ))));
    }
    for question in draw::questions(base) {
        if matches!(question.kind, Kind::Choice | Kind::TrueFalse) {
            let mut blocks = daily::revealed(quiz::post(&posts(&question)[3], |_| name.to_owned()));
            blocks.extend(daily::question(
                None,
                question.kind,
                &question.wording,
                &question.choices,
                question.choices.len() % 2 == 0,
            ));
            replies.push(say(blocks).asking("580a1d8de9ba8571dd62"));
        }
    }
    let row = scores::Row {
        rank: 1,
        name: name.to_owned(),
        points: 1_000_000,
        right: 99_999,
        asked: 100_000,
        streak: 17,
        streak_best: 117,
    };
    for (number, is_last) in [(1, true), (1, false), (2, false), (100, true)] {
        for kind in [None, Some(Kind::TrueFalse)] {
            let page = scores::Page {
                span: Span::Month,
                kind,
                number,
                is_last,
            };
            replies.push(scores::leaderboard(
                page,
                &vec![row.clone(); 10],
                Some(&row),
            ));
        }
    }
    replies.push(scores::profile(&scores::Profile {
        all: row.clone(),
        by_kind: [Kind::Choice, Kind::Typed]
            .map(|kind| (kind, row.clone()))
            .into(),
        by_topic: vec![(name.to_owned(), 1, 2); 9],
        days: (1, 2),
        rounds: Vec::new(),
        is_hidden: false,
    }));
    replies.push(scores::what_is_kept());
    replies.push(scores::exported(Some(
        &"{ \"name\": \"@everyone\" }\n".repeat(1_000),
    )));
    replies.push(say(vec![Block::Paragraph(Line::new().plain(name))]));
    replies
}

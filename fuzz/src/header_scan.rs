//! Any Cookie headers, with whole seals, chunks of seals and parts of Fe26.2 seals in them at will.
//!
//! What opens is what a simple reader, which stands below, finds too. With Fe26.2 it is a seal that came,
//! whole or in parts, and one that came alone opens.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use iron_session::{IronSession, Rejection, Session, SessionManager, fe26};

use crate::keys::{KEYS, NOW, manager, sealed};
use crate::spelling::spell;

#[derive(IronSession)]
#[iron(cookie = "s", chunks = 4)]
struct Native {
    who: u32,
}

#[derive(IronSession)]
#[iron(cookie = "s", format = "fe26", chunks = 4)]
struct JavaScript {
    who: u32,
}

#[derive(IronSession)]
#[iron(cookie = "s", chunks = 2, accept = "fe26", accept_until = "2100-01-01", accept_name = "j")]
struct Both {
    who: u32,
}

static NATIVE: LazyLock<SessionManager<Native>> = LazyLock::new(manager);
static JAVASCRIPT: LazyLock<SessionManager<JavaScript>> = LazyLock::new(manager);
static BOTH: LazyLock<SessionManager<Both>> = LazyLock::new(manager);

/// Seals of the sessions 1 to 6: three native ones and three of Fe26.2.
static SEALS: LazyLock<[String; 6]> = LazyLock::new(|| {
    let json = |who: usize| format!(r#"{{"who":{who}}}"#);
    let javascript = |who: usize| {
        let (salts, expires) = (("ab", "cd"), Some((u64::from(NOW) + 60) * 1000));
        let json = json(who);
        fe26::seal_with_parts(&KEYS, "1", json.as_bytes(), expires, salts, [7; 16]).expect("a known id")
    };
    let native = |who: usize| sealed("s", json(who).as_bytes()).expect("it is short");
    std::array::from_fn(|number| if number < 3 { native(number + 1) } else { javascript(number + 1) })
});

/// What an input may name: the names of cookies, the seals, and their parts.
static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let names = ["s=", "j=", "s.0=", "s.1=", "s.2=", "s.3=", "j.0=", "j.1=", "; "];
    let mut words: Vec<String> = names.map(str::to_owned).into();
    words.extend(SEALS.iter().cloned());
    for (seal, chunks) in SEALS[..3].iter().zip([2, 3, 4]) {
        let head = format!("{chunks}.{}.", &seal[seal.len() - 6..]);
        words.extend(pieces(seal, chunks).map(|piece| format!("{head}{piece}")));
        words.push(head);
    }
    for (seal, parts) in SEALS[3..].iter().zip([2, 3, 4]) {
        words.extend(pieces(seal, parts).map(str::to_owned));
    }
    words
});

/// A text, cut into so many pieces.
fn pieces(text: &str, count: usize) -> impl Iterator<Item = &str> {
    let length = text.len().div_ceil(count);
    (0..count).map(move |number| &text[number * length..((number + 1) * length).min(text.len())])
}

/// Of how many seals the chunks are looked at: those that came first.
const MOST_SEALS: usize = 256;

/// Runs one input.
pub fn run(data: &[u8]) {
    let text = spell(data, &WORDS);
    let headers: Vec<&[u8]> = text.split(|byte| *byte == b'\n').collect();

    let native = load(&NATIVE, &headers);
    let found = find(&headers);
    let (who, is_ambiguous) = (native.who(), native.meta().rejection() == Some(Rejection::Ambiguous));
    assert_eq!(
        (who, is_ambiguous),
        match found[..] {
            [] => (0, false),
            [who] => (who, false),
            _ => (0, true),
        }
    );
    writes(native);

    let javascript = load(&JAVASCRIPT, &headers);
    assert!(javascript.who() == 0 || has_come(javascript.who(), &text) && javascript.who() > 3);
    assert!(alone(&headers, b"s=").is_none_or(|who| javascript.who() == who));
    writes(javascript);

    let both = load(&BOTH, &headers);
    assert!(both.who() == 0 || has_come(both.who(), &text));
    assert!(alone(&headers, b"j=").is_none_or(|who| both.who() == who));
    writes(both);
}

/// Whether the seal of this session is in the headers: whole, or each of its chunks or parts.
fn has_come(who: u32, text: &[u8]) -> bool {
    let number = who as usize - 1;
    let seal = &SEALS[number];
    let is_there = |piece: &str| text.windows(piece.len()).any(|window| window == piece.as_bytes());
    is_there(seal) || pieces(seal, 2 + number % 3).all(is_there)
}

/// The session of Fe26.2 that is all there is in the headers, under this name.
fn alone(headers: &[&[u8]], name: &[u8]) -> Option<u32> {
    let [header] = headers else { return None };
    let value = trimmed(header).strip_prefix(name)?;
    (4..).zip(&SEALS[3..]).find(|(_, seal)| seal.as_bytes() == value).map(|(who, _)| who)
}

fn load<T: IronSession>(sessions: &SessionManager<T>, headers: &[&[u8]]) -> Session<T> {
    let session = sessions.load_bytes(headers.iter().copied(), None);
    assert!(session.meta().rejection().is_none() || session.meta().is_new());
    session
}

/// Whatever came, the session is written anew, and removed.
fn writes<T: IronSession>(mut session: Session<T>) {
    session.renew();
    let written = session.set_cookies().expect("it is short");
    assert!(!written.is_empty());
    assert!(!session.destroy().set_cookies().is_empty());
}

/// The native sessions in these headers, each once: what stands whole in a cookie, and of each seal in
/// several cookies the first of each chunk.
fn find(headers: &[&[u8]]) -> Vec<u32> {
    let mut texts: Vec<Vec<u8>> = Vec::new();
    let mut chunks: BTreeMap<Vec<u8>, BTreeMap<u8, &[u8]>> = BTreeMap::new();
    for pair in headers.iter().flat_map(|header| header.split(|byte| *byte == b';')) {
        let pair = trimmed(pair);
        if let Some(text) = pair.strip_prefix(b"s=") {
            texts.push(text.to_vec());
        } else if let [b's', b'.', digit @ b'0'..=b'3', b'=', count @ b'2'..=b'4', b'.', rest @ ..] = pair
            && let Some((end, [b'.', part @ ..])) = rest.split_at_checked(6)
            && digit - b'0' < count - b'0'
        {
            let head = [&[*count], end].concat();
            if chunks.len() < MOST_SEALS || chunks.contains_key(&head) {
                chunks.entry(head).or_default().entry(digit - b'0').or_insert(part);
            }
        }
    }
    texts.extend(chunks.into_iter().filter_map(|(head, parts)| {
        let is_complete = parts.len() == usize::from(head[0] - b'0');
        let text = parts.into_values().flatten().copied().collect::<Vec<u8>>();
        (is_complete && text.ends_with(&head[1..])).then_some(text)
    }));
    let is_sent = |seal: &String| texts.iter().any(|text| text == seal.as_bytes());
    (1..).zip(&SEALS[..3]).filter(|(_, seal)| is_sent(seal)).map(|(who, _)| who).collect()
}

/// Without the spaces and tabs around it.
fn trimmed(text: &[u8]) -> &[u8] {
    let is_space = |byte: &u8| matches!(byte, b' ' | b'\t');
    let start = text.iter().take_while(|byte| is_space(byte)).count();
    let end = text.iter().rev().take_while(|byte| is_space(byte)).count();
    text.get(start..text.len() - end).unwrap_or_default()
}

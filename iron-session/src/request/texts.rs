//! [`of`]: the Set-Cookie texts of a sealed session: one, or one for each chunk.

use super::capacity::Capacity;
#[cfg(feature = "fe26")]
use super::javascript;
use super::state::State;
use super::suffix::Suffix;
use crate::config::Format;
use crate::cookie::{self, ChunkHead};
#[cfg(not(feature = "fe26"))]
use crate::error::ConfigError;
use crate::error::{Error, TooLarge};
use crate::json;
use crate::seal::{Draft, Nonce, Record};

/// The Set-Cookie texts of a session.
pub(super) enum Texts {
    Whole(String),
    /// One for each chunk.
    Chunks(Vec<String>),
}

impl Texts {
    /// In how many chunks the session is; 0 if it is whole.
    pub(super) fn chunks(&self) -> usize {
        match self {
            Self::Whole(_) => 0,
            Self::Chunks(texts) => texts.len(),
        }
    }

    /// The text of the session, or of its last chunk.
    pub(super) fn last(&self) -> &str {
        match self {
            Self::Whole(text) => text,
            Self::Chunks(texts) => texts.last().map_or("", String::as_str),
        }
    }
}

/// The texts of a session. All or none are made: nothing of a session that does not fit is written.
///
/// `members` are the names that an error may show.
pub(super) fn of(
    state: &State,
    record: &Record,
    members: &'static [&'static str],
    draft: &mut Draft,
) -> Result<Texts, Error> {
    let config = &state.policy.config;
    let suffix = Suffix::of(state, record)?;
    let capacity = Capacity::of(config, suffix.chars());
    let chars = chars(state, record, draft)?;
    match capacity.cookies_for(chars) {
        Some(1) => {}
        Some(cookies) => {
            let cut = Cut { chars, cookies, part_chars: capacity.part_chars };
            return cut.texts(state, record, draft, &suffix);
        }
        None => return Err(too_large(capacity.excess(chars), state, draft, members)),
    }
    #[expect(
        clippy::arithmetic_side_effects,
        reason = "name and seal fit into a cookie, and the suffix is a few texts of the program"
    )]
    let mut text = String::with_capacity(config.cookie.len() + 1 + chars + suffix.chars());
    text.push_str(config.cookie);
    text.push('=');
    seal_onto(state, &mut text, record, draft)?;
    suffix.write_onto(&mut text);
    Ok(Texts::Whole(text))
}

/// How a seal is cut into chunks.
struct Cut {
    /// How many characters the seal has.
    chars: usize,
    cookies: usize,
    /// How many characters of the seal are in each cookie but the last.
    part_chars: usize,
}

impl Cut {
    #[cold]
    fn texts(
        &self,
        state: &State,
        record: &Record,
        draft: &mut Draft,
        suffix: &Suffix<'_>,
    ) -> Result<Texts, Error> {
        let config = &state.policy.config;
        let mut seal = String::with_capacity(self.chars);
        seal_onto(state, &mut seal, record, draft)?;
        let head = match config.format {
            Format::Native => ChunkHead::text(self.cookies, &seal),
            Format::Fe26 => String::new(),
        };
        let mut texts = Vec::with_capacity(self.cookies);
        let mut rest = seal.as_str();
        while !rest.is_empty() {
            // A seal is ASCII, so it can be split everywhere.
            let (part, after) = rest.split_at_checked(self.part_chars).unwrap_or((rest, ""));
            let name = cookie::chunk_name(config.cookie, texts.len());
            let pieces = [&name, "=", &head, part];
            let chars = pieces.iter().map(|piece| piece.len()).chain([suffix.chars()]).sum();
            let mut text = String::with_capacity(chars);
            text.extend(pieces);
            suffix.write_onto(&mut text);
            texts.push(text);
            rest = after;
        }
        Ok(Texts::Chunks(texts))
    }
}

/// How many characters the seal will have.
#[inline]
#[cfg_attr(not(feature = "fe26"), expect(unused_variables, reason = "only Fe26.2 has to be told the end"))]
fn chars(state: &State, record: &Record, draft: &Draft) -> Result<usize, Error> {
    match state.policy.config.format {
        Format::Native => Ok(draft.chars()),
        #[cfg(feature = "fe26")]
        Format::Fe26 => javascript::chars(&state.policy, record.expires, draft.json().len()),
        #[cfg(not(feature = "fe26"))]
        Format::Fe26 => Err(ConfigError::Fe26Feature.into()),
    }
}

#[inline]
fn seal_onto(state: &State, text: &mut String, record: &Record, draft: &mut Draft) -> Result<(), Error> {
    match state.policy.config.format {
        Format::Native => seal_native(state, text, record, draft),
        #[cfg(feature = "fe26")]
        Format::Fe26 => {
            text.push_str(&javascript::seal(&state.policy, record.expires, draft.json())?);
            Ok(())
        }
        #[cfg(not(feature = "fe26"))]
        Format::Fe26 => Err(ConfigError::Fe26Feature.into()),
    }
}

fn seal_native(state: &State, text: &mut String, record: &Record, draft: &mut Draft) -> Result<(), Error> {
    let mut nonce = Nonce::default();
    (state.policy.random)(&mut nonce)?;
    let key = state.policy.keys.sealing(state.now.to_open())?;
    draft.seal_onto(text, state.policy.config.cookie, record, key.tag(), key.session(), &nonce)
}

#[cold]
fn too_large(excess: usize, state: &State, draft: &Draft, members: &'static [&'static str]) -> Error {
    let config = &state.policy.config;
    let largest = json::largest_members(draft.json(), members);
    Error::TooLarge(TooLarge { excess, limit: config.max_bytes, cookies: config.chunks, largest })
}

//! [`Sealed`]: seals, with the parts of those that came in several cookies joined.

use super::cookies::Cookie;

/// The most parts that a seal has.
const MOST: usize = 4;

/// A seal as a whole.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Sealed<'t> {
    /// The name of the cookie, without the number of a part.
    pub(crate) name: Option<&'t str>,
    /// The text, or the number of the part that did not come.
    pub(crate) text: Result<String, usize>,
    /// In how many cookies it came.
    pub(crate) chunks: usize,
}

/// A part of a seal: `NAME.0` to `NAME.3`.
struct Part<'t> {
    name: &'t str,
    index: usize,
    /// Which parts belong together: what stands before the second full stop of a native part.
    group: &'t str,
    text: &'t str,
}

/// Joins the parts among these cookies. All others are seals by themselves.
pub(crate) fn join<'t>(cookies: &[Cookie<'t>]) -> Vec<Sealed<'t>> {
    let mut groups: Vec<Vec<Part<'t>>> = Vec::new();
    let mut seals = Vec::new();
    for cookie in cookies {
        let Some(part) = part(cookie) else {
            let text = Ok(cookie.value.to_owned());
            seals.push(Sealed { name: cookie.name, text, chunks: 1 });
            continue;
        };
        let own = |group: &&mut Vec<Part<'_>>| (group[0].name, group[0].group) == (part.name, part.group);
        match groups.iter_mut().find(own) {
            Some(group) => group.push(part),
            None => groups.push(vec![part]),
        }
    }
    seals.extend(groups.iter().map(|group| whole(group)));
    seals
}

fn part<'t>(cookie: &Cookie<'t>) -> Option<Part<'t>> {
    let (name, number) = cookie.name?.rsplit_once('.')?;
    let index = number.parse().ok().filter(|index| *index < MOST && number.len() == 1)?;
    let (group, text) = native(cookie.value).unwrap_or(("", cookie.value));
    Some(Part { name, index, group, text })
}

/// The head `n.t` of a native part, and what follows it.
fn native(value: &str) -> Option<(&str, &str)> {
    let is_head = |head: &str| matches!(head.as_bytes(), [b'2'..=b'4', b'.', end @ ..] if end.len() == 6);
    let (head, rest) = value.split_at_checked(9)?;
    let head = head.strip_suffix('.').filter(|head| is_head(head))?;
    Some((head, rest))
}

/// Joins a group of parts: as many as a native head says.
fn whole<'t>(group: &[Part<'t>]) -> Sealed<'t> {
    let name = Some(group[0].name);
    let first = |index: usize| group.iter().find(|part| part.index == index).map(|part| part.text);
    let Some(count) = group[0].group.get(..1).and_then(|digit| digit.parse().ok()) else {
        return of_javascript(name, first);
    };
    let text = (0..count).map(|index| first(index).ok_or(index)).collect();
    Sealed { name, text, chunks: count }
}

/// Joins parts as iron-session for JavaScript does: up to the first that is missing or empty. What an
/// earlier, longer seal left is not joined to a seal that is complete.
fn of_javascript<'t>(name: Option<&'t str>, first: impl Fn(usize) -> Option<&'t str>) -> Sealed<'t> {
    let (mut text, mut chunks) = (String::new(), 0);
    for part in (0..MOST).map_while(|index| first(index).filter(|part| !part.is_empty())) {
        text.push_str(part);
        chunks += 1;
        if text.ends_with("~2") {
            break;
        }
    }
    let text = if chunks == 0 { Err(0) } else { Ok(text) };
    Sealed { name, text, chunks: chunks.max(1) }
}

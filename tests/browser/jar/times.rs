//! How long a cookie is kept: Max-Age and Expires.
//!
//! The moment at which each cookie ends is compared for every row, of this file and of the others.

use super::row::{Row, dropped, kept, row};

const PAST: &str = "Thu, 01 Jan 1970 00:00:00 GMT";

pub(super) fn rows() -> Vec<Row> {
    [max_age(), expires(), both(), removals()].concat()
}

fn max_age() -> Vec<Row> {
    let longest = 400 * 24 * 60 * 60;
    vec![
        kept("an hour", "a=1; Max-Age=3600"),
        kept("400 days", format!("a=1; Max-Age={longest}")),
        kept("more than 400 days count as 400", format!("a=1; Max-Age={}", longest + 86_400)),
        kept("more than 64 bits count as 400 days", "a=1; Max-Age=99999999999999999999"),
        dropped("zero", "a=1; Max-Age=0"),
        dropped("fewer than zero", "a=1; Max-Age=-1"),
        dropped("fewer than 64 bits", "a=1; Max-Age=-99999999999999999999"),
        kept("no number is no Max-Age", "a=1; Max-Age=soon"),
        kept("a fraction is no Max-Age", "a=1; Max-Age=60.5"),
        kept("an empty Max-Age is none", "a=1; Max-Age="),
        kept("a minus alone is no Max-Age", "a=1; Max-Age=-"),
        kept("spaces around the number", "a=1; Max-Age = 3600 "),
        kept("zeros before the number", "a=1; Max-Age=003600"),
        kept("a plus before the number is no Max-Age", "a=1; Max-Age=+3600")
            .but_in_chromium_it_ends(Some(3600), "the RFC asks for a digit or `-` at the beginning"),
        kept("Max-Age twice: the last counts", "a=1; Max-Age=0; Max-Age=3600"),
        dropped("Max-Age twice: the last counts, and removes", "a=1; Max-Age=3600; Max-Age=0"),
        kept("Max-Age twice: the last number counts", "a=1; Max-Age=3600; Max-Age=soon")
            .but_in_chromium_it_ends(None, "by the RFC, what is no number is passed over"),
    ]
}

fn expires() -> Vec<Row> {
    let on = |about, date: &str| kept(about, format!("a=1; Expires={date}"));
    vec![
        on("a date as RFC 9110 writes it", "Sun, 01 Nov 2037 08:49:37 GMT"),
        on("a date with hyphens", "Sun, 01-Nov-2037 08:49:37 GMT"),
        on("a date of two digits", "Sunday, 01-Nov-37 08:49:37 GMT"),
        on("a date as C writes it", "Sun Nov  1 08:49:37 2037"),
        dropped("the past", format!("a=1; Expires={PAST}")),
        dropped("the past, with a year of two digits", "a=1; Expires=Sunday, 06-Nov-94 08:49:37 GMT"),
        on("no date is no Expires", "tomorrow"),
        on("a day that is none is no Expires", "Sun, 32 Nov 2037 08:49:37 GMT"),
        on("an hour that is none is no Expires", "Sun, 01 Nov 2037 24:00:00 GMT"),
        on("an empty Expires is none", ""),
        on("more than 400 days count as 400", "Fri, 31 Dec 9999 23:59:59 GMT"),
    ]
}

fn both() -> Vec<Row> {
    vec![
        kept("Max-Age counts before Expires", format!("a=1; Max-Age=3600; Expires={PAST}")),
        dropped("in any order", "a=1; Expires=Sun, 01 Nov 2037 08:49:37 GMT; Max-Age=0"),
        dropped("Expires counts where Max-Age is no number", format!("a=1; Max-Age=soon; Expires={PAST}")),
    ]
}

fn removals() -> Vec<Row> {
    let set = "a=1; Path=/; Max-Age=3600";
    let removed = |about, set_cookie| row(about, set).then("localhost/cart/view", set_cookie);
    let past = "a=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT";
    vec![
        removed("a removal by Max-Age", "a=; Path=/; Max-Age=0").sends_here(""),
        removed("a removal by Expires", past).sends_here(""),
        removed("a removal for another path", "a=; Path=/cart; Max-Age=0").sends_here("a=1"),
        removed("a removal without a path", "a=; Max-Age=0").sends_here("a=1"),
        removed("a removal of a name in other case", "A=; Path=/; Max-Age=0").sends_here("a=1"),
        removed("a new value without Max-Age ends with the browser", "a=2; Path=/").sends_here("a=2"),
    ]
}

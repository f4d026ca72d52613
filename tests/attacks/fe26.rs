//! Inputs in the format of iron-session for JavaScript. The tests stand in `tests/fe26.rs` and `tests/node`.

use serde_json::json;

use super::Failing;
use crate::common::NOW;
use crate::fe26::{
    HOUR, UNTIL, accepting_at, ada, javascript, sessions_at, shared_at, signed, with_bad_padding, with_field,
};

pub(super) fn failing() -> Vec<Failing> {
    let (ada, until) = (ada(), u64::from(UNTIL));
    let shared =
        |case, reason, seal: String| Failing::line(case, reason, format!("sid={seal}")).on(shared_at(NOW));
    let late = javascript(&json!({"visits": 3}), until - 10);
    vec![
        shared("F05", "unknown_key", signed(|fields| fields[1].clear())),
        shared("F06", "malformed", ada.trim_end_matches("~2").to_owned()),
        shared("F07", "malformed", with_field(0, "Fe26.1")),
        shared("F08", "malformed", signed(|fields| "abc".clone_into(&mut fields[5]))),
        shared("F09", "other_password", with_field(5, "01")),
        shared("F10", "malformed", ada.replacen("*1*", "*", 1)),
        shared("F11", "malformed", ada.replacen("*1*", "*1**", 1)),
        shared("F12", "forged", ada.replacen("~2", "=~2", 1)),
        shared("F13", "malformed", with_bad_padding()),
        shared("F15", "expired", javascript(&json!({"visits": 3}), NOW - HOUR - 61)),
        shared("F16", "malformed", ada.clone()).on(sessions_at(NOW)),
        shared("F17", "unknown_key", with_field(1, "2")),
        shared("F18", "no_longer_accepted", late).on(accepting_at(until)),
    ]
}

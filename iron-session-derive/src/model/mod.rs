//! What the keys and fields mean.

mod accessor;
pub(crate) mod case;
mod clashes;
pub(crate) mod cookie;
mod cookie_checks;
pub(crate) mod date;
pub(crate) mod duration;
pub(crate) mod field;
mod field_checks;
pub(crate) mod format;
mod grammar;
pub(crate) mod lifetimes;
pub(crate) mod schema;
mod serde_attributes;
mod session;
pub(crate) mod setting;
pub(crate) mod shape;
pub(crate) mod types;

pub(crate) use accessor::{Accessor, Action};
pub(crate) use cookie::Cookie;
pub(crate) use duration::Length;
pub(crate) use field::{Field, Form, Member};
pub(crate) use session::*;
pub(crate) use setting::{Setting, Value};
pub(crate) use shape::Shape;

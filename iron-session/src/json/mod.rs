//! JSON text, as writers and readers need it: how deep it is nested, which numbers survive, what JavaScript
//! reads.

mod alike;
mod depth;
mod finite;
mod javascript;
mod numbers;
mod order;
mod parts;
mod size;
mod value;

pub(crate) use alike::{alike, same};
pub(crate) use depth::check_depth;
pub(crate) use finite::Finite;
pub use javascript::JAVASCRIPT_METHODS;
#[cfg(feature = "fe26")]
pub(crate) use javascript::from_javascript;
pub(crate) use numbers::{Numbers, ROUNDED};
pub use order::Order;
pub(crate) use parts::{is_name, members};
pub(crate) use size::largest_members;
pub(crate) use value::{byte, checked, read};

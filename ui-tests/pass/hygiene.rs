#![allow(non_camel_case_types)]
#![no_implicit_prelude]

// What the derive emits must not take these for std's.
#[derive(Clone, Copy)]
pub struct Option;
pub struct String;
pub struct Vec;
pub struct Result;
pub struct Some;
pub struct Ok;
pub struct Err;
pub struct None;
pub struct Box;
pub struct Session;
pub struct Config;
pub struct Slot;
pub struct SameSite;
pub struct str;
pub struct usize;

pub trait Default {
    fn default() -> Self;
}

pub trait Into<T> {
    fn into(self) -> T;
}

pub mod core {}
pub mod std {}
pub mod iron_session {}

impl<T> Into<T> for T {
    fn into(self) -> T {
        self
    }
}

#[derive(::iron_session::IronSession)]
#[iron(cookie = "visit", max_age = "1h", same_site = "none", priority = "high", persistent = false)]
pub struct Visit {
    name: ::std::string::String,
    note: ::std::option::Option<::std::string::String>,
    user: ::std::option::Option<::std::boxed::Box<u32>>,
    tags: ::std::vec::Vec<u8>,
    #[iron(default = 7)]
    visits: u32,
    map: ::std::collections::BTreeMap<u8, u8>,
}

#[derive(::iron_session::IronSession)]
pub struct Generic<T> {
    item: T,
}

fn main() {
    let mut visit = <Visit as ::std::default::Default>::default();
    visit.set_name("a");
    visit.set_note("b");
    visit.set_user(::std::boxed::Box::new(1));
    visit.reset_name();
    visit.clear_note();
    let _ = visit.take_user();
    ::std::assert_eq!(visit.name(), "");
    ::std::assert_eq!(visit.visits(), 7);
    ::std::assert_eq!(<Visit as ::iron_session::IronSession>::CONFIG.cookie(), "visit");
    let generic = <Generic<u8> as ::std::default::Default>::default();
    ::std::assert_eq!(generic.item(), &0);
}

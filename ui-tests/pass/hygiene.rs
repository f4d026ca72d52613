#![allow(non_camel_case_types)]
#![no_implicit_prelude]

// The code that the derive writes must not use these in place of std's.
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
pub struct Duration;
pub struct Expiring;
pub struct Rejection;
pub struct With;
pub struct From;
pub struct Member;
pub struct bool;
pub struct u8;
pub struct u16;
pub struct u64;
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
    tags: ::std::vec::Vec<i8>,
    #[iron(default = 7)]
    visits: u32,
    map: ::std::collections::BTreeMap<i8, i8>,
}

const NAME: &::core::primitive::str = "visit";
const HOUR: ::core::time::Duration = ::core::time::Duration::from_secs(3600);

pub mod text {
    pub fn serialize<S: ::serde::Serializer>(
        number: &u32,
        serializer: S,
    ) -> ::core::result::Result<S::Ok, S::Error> {
        serializer.serialize_u32(*number)
    }

    pub fn deserialize<'de, D: ::serde::Deserializer<'de>>(
        deserializer: D,
    ) -> ::core::result::Result<u32, D::Error> {
        <u32 as ::serde::Deserialize>::deserialize(deserializer)
    }
}

#[derive(::iron_session::IronSession)]
#[iron(cookie = NAME, path = "/", id, schema = 1, from = Visit)]
#[iron(max_age = HOUR, refresh_after = "1m", absolute_timeout = HOUR)]
pub struct Newer {
    #[iron(flash)]
    notice: ::std::option::Option<::std::string::String>,
    #[iron(flash)]
    number: ::std::option::Option<u32>,
    #[iron(lifetime = "10m")]
    sudo: ::iron_session::Expiring<u32>,
    #[iron(lifetime = HOUR, alias = "old_code")]
    code: ::iron_session::Expiring<::std::string::String>,
    #[iron(with = text, get = number_of_visits, set = count)]
    visits: u32,
    #[iron(flatten)]
    rest: ::std::collections::BTreeMap<::std::string::String, u32>,
    #[iron(accessors = false)]
    hidden: u32,
}

impl ::core::convert::From<Visit> for Newer {
    fn from(old: Visit) -> Self {
        let mut newer = <Self as ::std::default::Default>::default();
        newer.count(old.visits());
        newer
    }
}

#[derive(::iron_session::IronSession)]
#[iron(absolute_timeout = "never")]
pub struct Generic<T> {
    item: T,
    #[iron(lifetime = HOUR)]
    expiring: ::iron_session::Expiring<T>,
    #[iron(flatten)]
    rest: ::std::collections::BTreeMap<::std::string::String, T>,
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
    let generic = <Generic<i8> as ::std::default::Default>::default();
    ::std::assert_eq!(generic.item(), &0);
    let mut newer = <Newer as ::std::convert::From<Visit>>::from(visit);
    newer.set_notice("a");
    let notice = newer.take_notice();
    newer.set_code(notice.unwrap_or_default());
    newer.set_sudo(1);
    ::std::assert_eq!((newer.number_of_visits(), newer.take_sudo()), (7, ::std::option::Option::Some(1)));
    ::std::assert!(newer.code().is_some() && newer.take_number().is_none() && newer.rest().is_empty());
    ::std::assert_eq!(
        (newer.hidden, generic.expiring(), generic.rest().len()),
        (0, ::std::option::Option::None, 0)
    );
}

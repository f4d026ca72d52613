mod vendor {
    pub use iron_session as session;
}

mod outer {
    pub mod inner {
        pub use iron_session::*;
    }

    #[derive(super::vendor::session::IronSession)]
    #[iron(crate = super::vendor::session)]
    pub struct Relative {
        visits: u32,
    }
}

#[derive(vendor::session::IronSession)]
#[iron(crate = crate::vendor::session)]
struct FromRoot {
    visits: u32,
    name: Option<String>,
}

#[derive(vendor::session::IronSession)]
#[iron(crate = "crate::outer::inner", cookie = "visit", same_site = "strict", priority = "low")]
struct AsText<T> {
    items: Vec<T>,
}

#[derive(iron_session::IronSession)]
#[iron(crate = ::iron_session)]
struct Global {
    visits: u32,
}

#[derive(vendor::session::IronSession)]
#[iron(crate = vendor::session)]
struct Bare {
    visits: u32,
}

const NAME: &str = "visit";
const HOUR: std::time::Duration = std::time::Duration::from_secs(3600);

// A type that uses every part of the runtime, through the given path only.
#[derive(vendor::session::IronSession)]
#[iron(crate = crate::vendor::session, cookie = NAME, schema = 1, from = FromRoot, id)]
#[iron(max_age = HOUR, refresh_after = "1m", absolute_timeout = HOUR)]
struct Everything<T> {
    #[iron(flash)]
    notice: Option<String>,
    #[iron(lifetime = HOUR)]
    sudo: vendor::session::Expiring<T>,
    #[iron(with = text, alias = "count")]
    visits: u32,
    #[iron(flatten)]
    rest: std::collections::BTreeMap<String, T>,
}

impl<T> From<FromRoot> for Everything<T> {
    fn from(old: FromRoot) -> Self {
        let (rest, sudo) = (std::collections::BTreeMap::new(), vendor::session::Expiring::default());
        Self { notice: old.name, sudo, visits: old.visits, rest }
    }
}

mod text {
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(number: &u32, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(number)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

macro_rules! session {
    ($name:ident) => {
        #[derive($crate::vendor::session::IronSession)]
        #[iron(crate = $crate::vendor::session)]
        struct $name {
            visits: u32,
        }
    };
}

session!(ByMacro);

fn main() {
    use vendor::session::IronSession;

    assert_eq!(FromRoot::default().name(), None);
    assert_eq!(FromRoot::default().visits(), 0);
    assert!(AsText::<u8>::default().items().is_empty());
    assert_eq!(AsText::<u8>::CONFIG.cookie(), "visit");
    assert_eq!(outer::Relative::MEMBERS, ["visits"]);
    assert_eq!(
        (Global::MEMBERS, Bare::MEMBERS, ByMacro::MEMBERS),
        (&["visits"][..], &["visits"][..], &["visits"][..])
    );
    let config = vendor::session::Config::new(NAME).id(true).max_age(HOUR).absolute_timeout(HOUR);
    assert_eq!(Everything::<u8>::CONFIG, config.refresh_after(HOUR / 60));
    assert_eq!((Everything::<u8>::MEMBERS, Everything::<u8>::SCHEMA), (&["notice", "sudo", "visits"][..], 1));
    let mut everything = Everything::<u8>::from(FromRoot::default());
    everything.set_sudo(1);
    assert_eq!((everything.take_notice(), everything.take_sudo(), everything.visits()), (None, Some(1), 0));
    assert!(everything.rest().is_empty());
}

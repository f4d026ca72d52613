use iron_session::{IronSession, Keyring};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

#[derive(IronSession)]
struct Visit {
    visits: u32,
    #[iron(flatten)]
    rest: BTreeMap<String, u8>,
    name: Option<String>,
}

#[derive(Default, Deserialize, Serialize)]
#[serde(default)]
struct Theirs {
    theme: String,
    locale: String,
}

#[derive(IronSession)]
struct Shared {
    visits: u32,
    #[iron(flatten, accessors = false)]
    theirs: Theirs,
}

#[derive(IronSession)]
struct Generic<T> {
    #[iron(flatten, get = rest, set = set_rest, default = HashMap::new())]
    others: HashMap<String, T>,
    item: T,
}

#[derive(IronSession)]
struct Whole<T> {
    #[iron(flatten)]
    rest: T,
}

fn again<T: IronSession>(
    keys: &Keyring,
    change: impl FnOnce(&mut T),
) -> Result<iron_session::Session<T>, Box<dyn std::error::Error>> {
    let mut session = T::load(&http::HeaderMap::new(), keys);
    change(&mut session);
    let mut response = http::Response::new(());
    session.save(&mut response)?;
    let mut request = http::HeaderMap::new();
    let cookie = response.headers()["set-cookie"].to_str()?;
    request.insert("cookie", cookie.split(';').next().unwrap_or_default().parse()?);
    Ok(T::load(&request, keys))
}

fn whole<T>(keys: &Keyring) -> bool
where
    T: Default + Serialize + DeserializeOwned + Send + Sync + 'static,
{
    Whole::<T>::load(&http::HeaderMap::new(), keys).meta().rejection().is_none()
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    assert_eq!(Visit::MEMBERS, ["visits", "name"]);
    const { assert!(Visit::FLATTENED.is_some() && Generic::<u8>::FLATTENED.is_some()) };
    let keys = Keyring::generate()?;
    let visit = again::<Visit>(&keys, |visit| {
        visit.set_visits(1);
        visit.rest_mut().insert("a".to_owned(), 2);
    })?;
    assert_eq!((visit.visits(), visit.rest().get("a"), visit.name()), (1, Some(&2), None));

    let shared = again::<Shared>(&keys, |shared| shared.theirs.theme = "dark".to_owned())?;
    assert_eq!(
        (shared.visits(), shared.theirs.theme.as_str(), shared.theirs.locale.as_str()),
        (0, "dark", "")
    );

    let generic = again::<Generic<u8>>(&keys, |generic| {
        generic.set_rest(HashMap::from([("a".to_owned(), 1)]));
        generic.set_item(2);
    })?;
    assert_eq!((generic.rest().get("a"), generic.item()), (Some(&1), &2));
    assert!(whole::<BTreeMap<String, u8>>(&keys));
    Ok(())
}

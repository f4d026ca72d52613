//! [`Snapshot`]: what a second value of one session is read from while a holder has the first.

use crate::members::{self, IronSession};
use crate::request::{Loaded, State};

/// What a second value of one session is read from while a holder has the first.
pub(crate) struct Snapshot {
    state: State,
    data: Data,
}

enum Data {
    /// Nothing was written yet. The data is that of the opened seal, or else the defaults.
    AsOpened,
    /// The JSON of what was written.
    Written(Vec<u8>),
    /// What was written cannot be sealed; the save at the end of the request will report it.
    Unsealable,
}

impl Snapshot {
    pub(crate) fn of<T: IronSession>(loaded: &Loaded<T>) -> Self {
        let data = if loaded.state.changes.touched {
            loaded.to_json().map_or(Data::Unsealable, Data::Written)
        } else {
            Data::AsOpened
        };
        Self { state: loaded.state.clone(), data }
    }

    /// Whether fields that are never sealed may have been changed. Only the first value has them.
    pub(crate) fn lacks_fields<T: IronSession>(&self) -> bool {
        T::SKIPS && !matches!(self.data, Data::AsOpened)
    }

    /// Reads the session anew, without the fields that are never sealed. None if what was written cannot be
    /// read back.
    pub(crate) fn read<T: IronSession>(&self) -> Option<Loaded<T>> {
        let now = self.state.now.to_open();
        let data = match (&self.data, &self.state.received.contents) {
            (Data::AsOpened, Some(opened)) => {
                members::read_session(opened.record().schema, opened.json(), now).ok()?
            }
            (Data::AsOpened, None) => T::default(),
            (Data::Written(json), _) => members::read_session(T::SCHEMA, json, now).ok()?,
            (Data::Unsealable, _) => return None,
        };
        Some(Loaded::new(data, self.state.clone()))
    }
}

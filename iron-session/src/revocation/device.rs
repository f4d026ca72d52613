//! [`Device`]: an entry of the list of a user's devices.

use std::fmt;
use std::time::SystemTime;

use serde_json::{Value, json};

use crate::seal::{Id, id_text};
use crate::times::system_time;

/// An entry of the list of a user's devices: a session that was [labelled](crate::Renewal::label).
///
/// # Examples
///
/// ```
/// # use std::time::Duration;
/// # use iron_session::{IronSession, Keyring, RevocationError, Revocations, SessionManager};
/// # #[derive(IronSession)]
/// # #[iron(id, subject = user)]
/// # struct SessionData { user: Option<u64> }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let keep_for = Duration::from_secs(90 * 86_400);
/// let revocations = Revocations::<SessionData>::in_memory(keep_for).devices();
/// # let sessions = SessionManager::<SessionData>::new(Keyring::generate()?).revocations(&revocations)?;
/// # let mut session = sessions.load(&http::HeaderMap::new());
/// session.set_user(7);
/// session.renew().label("Firefox, Linux");
/// # session.save(&mut http::HeaderMap::new())?;
///
/// let devices = revocations.list(&7).await?;
/// let form = devices.iter().find(|device| device.label == "Firefox, Linux").ok_or("not listed")?;
/// assert!(revocations.end_device(&7, &form.id_text()).await?); // "end this one"
/// assert!(revocations.list(&7).await?.is_empty());
/// # Ok(())
/// # }
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Device {
    /// The id of the session, for [`end`](crate::Revocations::end) and to compare with
    /// [`Meta::id`](crate::Meta::id).
    pub id: [u8; 16],
    /// What the login has called it.
    pub label: String,
    /// When the visitor signed in there, in whole seconds.
    pub began: SystemTime,
}

impl Device {
    /// The id as 22 characters of base64url, for a form; see
    /// [`end_device`](crate::Revocations::end_device). It equals
    /// [`Meta::id_text`](crate::Meta::id_text) of its session.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::Device;
    /// fn button(device: &Device) -> String {
    ///     format!("<button name=device value={}>end this one</button>", device.id_text())
    /// }
    /// # let _ = button;
    /// ```
    #[must_use]
    pub fn id_text(&self) -> String {
        id_text(&self.id)
    }
}

impl fmt::Debug for Device {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Whoever knows the id can follow the session, and the label is personal.
        f.debug_struct("Device").field("began", &self.began).finish_non_exhaustive()
    }
}

/// What a store keeps of a device.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct DeviceText {
    pub(crate) label: Box<str>,
    /// When the visitor signed in there, in seconds since 1970.
    pub(crate) began: u32,
    /// When the session began that is there now. A renewal begins a new one.
    pub(crate) created: u32,
}

impl DeviceText {
    pub(super) fn to_text(&self) -> String {
        json!({ "label": &*self.label, "began": self.began, "created": self.created }).to_string()
    }

    /// What a store has kept. None if it is not of this version.
    pub(super) fn of(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        let secs = |name| u32::try_from(value.get(name)?.as_u64()?).ok();
        let label = value.get("label")?.as_str()?.into();
        Some(Self { label, began: secs("began")?, created: secs("created")? })
    }

    pub(super) fn to_device(&self, id: Id) -> Device {
        Device { id, label: self.label.to_string(), began: system_time(self.began) }
    }
}

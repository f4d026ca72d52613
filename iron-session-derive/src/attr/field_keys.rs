//! [`FieldKeys`]: what `#[iron(..)]` on a field says.

use syn::parse::ParseStream;
use syn::{Attribute, Expr, Ident, LitBool, LitStr, Path};

use crate::attr::key::{Given, Key, Text};
use crate::attr::kind::Kind;
use crate::attr::list;
use crate::attr::names::{
    ACCESSORS, ALIAS, COPY, DEFAULT, FLASH, FLATTEN, GET, LIFETIME, OR_DEFAULT, RENAME, SET, SKIP, WITH,
};
use crate::attr::place::{On, Place};
use crate::attr::setter::{self, Setter};
use crate::errors::Errors;

/// What `#[iron(..)]` on a field says.
#[derive(Default)]
pub(crate) struct FieldKeys {
    /// The value in a new session, and in an old one or a token that lacks the member; without an expression
    /// the type's default.
    pub(crate) default: Option<Given<Option<Expr>>>,
    /// A value that cannot be read takes the default.
    pub(crate) or_default: Option<Given<()>>,
    /// The member's name in the sealed JSON.
    pub(crate) rename: Option<Given<LitStr>>,
    /// Names that the member is also read under; may be given several times.
    pub(crate) alias: Vec<Given<LitStr>>,
    /// Never sealed.
    pub(crate) skip: Option<Given<()>>,
    /// Holds the members that the struct does not name.
    pub(crate) flatten: Option<Given<()>>,
    /// A module with the functions that seal and open the member.
    pub(crate) with: Option<Given<Path>>,
    /// Read once: the only accessor that reads takes the value out.
    pub(crate) flash: Option<Given<()>>,
    /// How long a value of an `Expiring` field lives.
    pub(crate) lifetime: Option<Given<Text>>,
    /// `false`: no accessors.
    pub(crate) accessors: Option<Given<LitBool>>,
    /// Another name for the accessor that reads.
    pub(crate) get: Option<Given<Ident>>,
    /// Another name for the accessor that sets, who may call the accessors that write, or `false` for none.
    pub(crate) set: Option<Given<Setter>>,
    /// Read by value.
    pub(crate) copy: Option<Given<()>>,
    /// Keys that were meant, but could not be read.
    pub(crate) broken: Vec<&'static str>,
}

/// Reads the keys on a field.
pub(crate) fn on_field(attrs: &[Attribute], kind: Kind, errors: &mut Errors) -> FieldKeys {
    let mut keys = FieldKeys::default();
    let place = Place { kind, on: On::Field };
    keys.broken = list::each(attrs, place, errors, |key, input, errors| keys.read(key, place, input, errors));
    keys
}

impl FieldKeys {
    /// Reads the value of one key and keeps it.
    fn read(&mut self, key: &Key, place: Place, input: ParseStream, errors: &mut Errors) -> syn::Result<()> {
        match key.name.as_str() {
            DEFAULT => key.set(&mut self.default, key.optional_expr(input)?, errors),
            OR_DEFAULT => key.set(&mut self.or_default, key.flag(input)?, errors),
            RENAME => key.set(&mut self.rename, key.text(input, "name")?, errors),
            ALIAS => self.alias.push(key.given(key.text(input, "old_name")?)),
            SKIP => key.set(&mut self.skip, key.flag(input)?, errors),
            FLATTEN => key.set(&mut self.flatten, key.flag(input)?, errors),
            WITH => key.set(&mut self.with, key.functions(input, "hex` or `Hex::<u8>")?, errors),
            FLASH => key.set(&mut self.flash, key.flag(input)?, errors),
            LIFETIME => key.set(&mut self.lifetime, key.text_or_const(input, "10m")?, errors),
            ACCESSORS => key.set(&mut self.accessors, key.switch(input)?, errors),
            GET => key.set(&mut self.get, key.name(input)?, errors),
            SET => key.set(&mut self.set, setter::parse(key, input)?, errors),
            COPY => key.set(&mut self.copy, key.flag(input)?, errors),
            _ => return Err(key.unknown(place)),
        }
        Ok(())
    }
}

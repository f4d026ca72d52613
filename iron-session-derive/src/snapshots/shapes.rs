#[automatically_derived]
#[allow(dead_code, deprecated, non_snake_case, private_interfaces)]
#[allow(unreachable_pub, clippy::impl_trait_in_params)]
impl Shapes {
    /// The session's `is_plain`.
    pub(crate) fn is_plain(&self) -> bool {
        self.is_plain
    }
    /// Sets the session's `is_plain`.
    pub(crate) fn set_is_plain(&mut self, value: bool) {
        self.is_plain = value;
    }
    /// Borrows mutably the session's `is_plain`.
    pub(crate) fn is_plain_mut(&mut self) -> &mut bool {
        &mut self.is_plain
    }
    /// Resets the session's `is_plain`.
    pub(crate) fn reset_is_plain(&mut self) {
        self.is_plain = <Self as ::core::default::Default>::default().is_plain;
    }
    /// The session's `string`.
    pub(crate) fn string(&self) -> &::core::primitive::str {
        self.string.as_str()
    }
    /// Sets the session's `string`.
    pub(crate) fn set_string(
        &mut self,
        value: impl ::core::convert::Into<::std::string::String>,
    ) {
        self.string = ::core::convert::Into::into(value);
    }
    /// Borrows mutably the session's `string`.
    pub(crate) fn string_mut(&mut self) -> &mut String {
        &mut self.string
    }
    /// Resets the session's `string`.
    pub(crate) fn reset_string(&mut self) {
        ::core::mem::swap(
            &mut self.string,
            &mut <Self as ::core::default::Default>::default().string,
        );
    }
    /// The session's `vec`.
    pub(crate) fn vec(&self) -> &[Item] {
        self.vec.as_slice()
    }
    /// Sets the session's `vec`.
    pub(crate) fn set_vec(&mut self, value: Vec<Item>) {
        self.vec = value;
    }
    /// Borrows mutably the session's `vec`.
    pub(crate) fn vec_mut(&mut self) -> &mut Vec<Item> {
        &mut self.vec
    }
    /// Resets the session's `vec`.
    pub(crate) fn reset_vec(&mut self) {
        ::core::mem::swap(
            &mut self.vec,
            &mut <Self as ::core::default::Default>::default().vec,
        );
    }
    /// The session's `option_string`.
    pub(crate) fn option_string(
        &self,
    ) -> ::core::option::Option<&::core::primitive::str> {
        self.option_string.as_deref()
    }
    /// Sets the session's `option_string`.
    pub(crate) fn set_option_string(
        &mut self,
        value: impl ::core::convert::Into<::std::string::String>,
    ) {
        self.option_string = ::core::option::Option::Some(
            ::core::convert::Into::into(value),
        );
    }
    /// Sets the session's `option_string`, or clears it.
    pub(crate) fn put_option_string(&mut self, value: Option<String>) {
        self.option_string = value;
    }
    /// Borrows mutably the session's `option_string`.
    pub(crate) fn option_string_mut(&mut self) -> &mut Option<String> {
        &mut self.option_string
    }
    /// Clears the session's `option_string`.
    pub(crate) fn clear_option_string(&mut self) {
        self.option_string = ::core::option::Option::None;
    }
    /// Takes out the session's `option_string`.
    pub(crate) fn take_option_string(&mut self) -> Option<String> {
        self.option_string.take()
    }
    /// The session's `option_plain`.
    pub(crate) fn option_plain(&self) -> ::core::option::Option<char> {
        self.option_plain
    }
    /// Sets the session's `option_plain`.
    pub(crate) fn set_option_plain(&mut self, value: char) {
        self.option_plain = ::core::option::Option::Some(value);
    }
    /// Sets the session's `option_plain`, or clears it.
    pub(crate) fn put_option_plain(&mut self, value: Option<char>) {
        self.option_plain = value;
    }
    /// Borrows mutably the session's `option_plain`.
    pub(crate) fn option_plain_mut(&mut self) -> &mut Option<char> {
        &mut self.option_plain
    }
    /// Clears the session's `option_plain`.
    pub(crate) fn clear_option_plain(&mut self) {
        self.option_plain = ::core::option::Option::None;
    }
    /// Takes out the session's `option_plain`.
    pub(crate) fn take_option_plain(&mut self) -> Option<char> {
        self.option_plain.take()
    }
    /// The session's `option`.
    pub(crate) fn option(&self) -> ::core::option::Option<&Item> {
        self.option.as_ref()
    }
    /// Sets the session's `option`.
    pub(crate) fn set_option(&mut self, value: Item) {
        self.option = ::core::option::Option::Some(value);
    }
    /// Sets the session's `option`, or clears it.
    pub(crate) fn put_option(&mut self, value: Option<Item>) {
        self.option = value;
    }
    /// Borrows mutably the session's `option`.
    pub(crate) fn option_mut(&mut self) -> &mut Option<Item> {
        &mut self.option
    }
    /// Clears the session's `option`.
    pub(crate) fn clear_option(&mut self) {
        self.option = ::core::option::Option::None;
    }
    /// Takes out the session's `option`.
    pub(crate) fn take_option(&mut self) -> Option<Item> {
        self.option.take()
    }
    /// The session's `other`.
    #[deprecated]
    pub(crate) fn other(&self) -> &Item {
        &self.other
    }
    /// Sets the session's `other`.
    #[deprecated]
    pub(crate) fn set_other(&mut self, value: Item) {
        self.other = value;
    }
    /// Borrows mutably the session's `other`.
    #[deprecated]
    pub(crate) fn other_mut(&mut self) -> &mut Item {
        &mut self.other
    }
    /// Resets the session's `other`.
    #[deprecated]
    pub(crate) fn reset_other(&mut self) {
        ::core::mem::swap(
            &mut self.other,
            &mut <Self as ::core::default::Default>::default().other,
        );
    }
    /// The session's `type`.
    pub(crate) fn r#type(&self) -> u8 {
        self.r#type
    }
    /// Sets the session's `type`.
    pub(crate) fn set_type(&mut self, value: u8) {
        self.r#type = value;
    }
    /// Borrows mutably the session's `type`.
    pub(crate) fn type_mut(&mut self) -> &mut u8 {
        &mut self.r#type
    }
    /// Resets the session's `type`.
    pub(crate) fn reset_type(&mut self) {
        self.r#type = <Self as ::core::default::Default>::default().r#type;
    }
    /// The session's `member`.
    pub(crate) fn is_member(&self) -> bool {
        self.member
    }
    /// Sets the session's `member`.
    pub(crate) fn join(&mut self, value: bool) {
        self.member = value;
    }
    /// Borrows mutably the session's `member`.
    pub(crate) fn member_mut(&mut self) -> &mut bool {
        &mut self.member
    }
    /// Resets the session's `member`.
    pub(crate) fn reset_member(&mut self) {
        self.member = <Self as ::core::default::Default>::default().member;
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::core::default::Default for Shapes {
    #[inline(never)]
    fn default() -> Self {
        Self {
            is_plain: ::iron_session::__private::default_member::<bool>(),
            string: ::iron_session::__private::default_member::<String>(),
            vec: ::iron_session::__private::default_member::<Vec<Item>>(),
            option_string: ::iron_session::__private::default_member::<Option<String>>(),
            option_plain: ::iron_session::__private::default_member::<Option<char>>(),
            option: ::iron_session::__private::default_member::<Option<Item>>(),
            other: Item::new(7),
            r#type: ::iron_session::__private::default_member::<u8>(),
            member: ::iron_session::__private::default_member::<bool>(),
            hidden: ::iron_session::__private::default_member::<u8>(),
        }
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::iron_session::IronSession for Shapes
where
    for<'__any> Shapes: ::core::marker::Send + ::core::marker::Sync,
{
    const CONFIG: ::iron_session::Config = ::iron_session::Config::new("__Host-session");
    const MEMBERS: &'static [&'static ::core::primitive::str] = &[
        "isPlain",
        "string",
        "vec",
        "optionString",
        "optionPlain",
        "option",
        "other",
        "type",
        "member",
    ];
    type Subject = ::iron_session::NoSubject;
    const READ_BACK: ::core::primitive::bool = ::core::cfg!(debug_assertions);
    const DOUBTFUL: &'static [::core::primitive::usize] = &[2usize, 5usize, 6usize];
    const SKIPS: ::core::primitive::bool = true;
    #[inline]
    fn write_members(
        &self,
        __out: &mut ::iron_session::__private::MemberWriter<'_>,
    ) -> ::core::result::Result<(), ::iron_session::__private::JsonError> {
        type __Codec<__T> = ::iron_session::__private::Codec<__T>;
        type __Checked<__T, __L> = ::iron_session::__private::CheckedCodec<__T, __L>;
        __Codec::<_>::write(__out, ",\"isPlain\":", &self.is_plain)?;
        __Codec::<_>::write(__out, ",\"string\":", &self.string)?;
        __Checked::<_, Item>::write(__out, ",\"vec\":", &self.vec)?;
        __Codec::<_>::write_or_omit(__out, ",\"optionString\":", &self.option_string)?;
        __Codec::<_>::write_or_omit(__out, ",\"optionPlain\":", &self.option_plain)?;
        __Checked::<_, Item>::write_or_omit(__out, ",\"option\":", &self.option)?;
        __Checked::<_, Item>::write(__out, ",\"other\":", &self.other)?;
        __Codec::<_>::write(__out, ",\"type\":", &self.r#type)?;
        __Codec::<_>::write(__out, ",\"member\":", &self.member)
    }
    #[inline]
    fn read_members(
        &mut self,
        __source: &mut ::iron_session::__private::MemberReader<'_>,
    ) -> ::core::result::Result<(), ::iron_session::__private::Unreadable> {
        type __Codec<__T> = ::iron_session::__private::Codec<__T>;
        type __Checked<__T, __L> = ::iron_session::__private::CheckedCodec<__T, __L>;
        __Codec::<_>::read(__source, ",\"isPlain\":", &mut self.is_plain)?;
        __Codec::<_>::read(__source, ",\"string\":", &mut self.string)?;
        __Checked::<_, Item>::read(__source, ",\"vec\":", &mut self.vec)?;
        __Codec::<_>::read(__source, ",\"optionString\":", &mut self.option_string)?;
        __Codec::<_>::read(__source, ",\"optionPlain\":", &mut self.option_plain)?;
        __Checked::<_, Item>::read(__source, ",\"option\":", &mut self.option)?;
        __Checked::<_, Item>::read(__source, ",\"other\":", &mut self.other)?;
        __Codec::<_>::read(__source, ",\"type\":", &mut self.r#type)?;
        __Codec::<_>::read(__source, ",\"member\":", &mut self.member)
    }
}

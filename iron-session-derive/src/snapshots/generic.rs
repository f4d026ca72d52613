#[automatically_derived]
#[allow(dead_code, deprecated, non_snake_case, private_interfaces)]
#[allow(unreachable_pub, clippy::impl_trait_in_params)]
impl<T: Clone, const N: usize> Cart<T, N>
where
    T: Item,
{
    /// The session's `items`.
    pub fn items(&self) -> &[T] {
        self.items.as_slice()
    }
    /// Sets the session's `items`.
    pub fn set_items(&mut self, value: Vec<T>) {
        self.items = value;
    }
    /// Borrows mutably the session's `items`.
    pub fn items_mut(&mut self) -> &mut Vec<T> {
        &mut self.items
    }
    /// Resets the session's `items`.
    pub fn reset_items(&mut self)
    where
        Self: ::core::default::Default,
    {
        ::core::mem::swap(
            &mut self.items,
            &mut <Self as ::core::default::Default>::default().items,
        );
    }
    /// The session's `counts`.
    pub fn counts(&self) -> &Counts<N> {
        &self.counts
    }
    /// Sets the session's `counts`.
    pub fn set_counts(&mut self, value: Counts<N>) {
        self.counts = value;
    }
    /// Borrows mutably the session's `counts`.
    pub fn counts_mut(&mut self) -> &mut Counts<N> {
        &mut self.counts
    }
    /// Resets the session's `counts`.
    pub fn reset_counts(&mut self)
    where
        Self: ::core::default::Default,
    {
        ::core::mem::swap(
            &mut self.counts,
            &mut <Self as ::core::default::Default>::default().counts,
        );
    }
    /// The session's `total`.
    pub fn total(&self) -> u64 {
        self.total
    }
    /// Sets the session's `total`.
    pub fn set_total(&mut self, value: u64) {
        self.total = value;
    }
    /// Borrows mutably the session's `total`.
    pub fn total_mut(&mut self) -> &mut u64 {
        &mut self.total
    }
    /// Resets the session's `total`.
    pub fn reset_total(&mut self)
    where
        Self: ::core::default::Default,
    {
        self.total = <Self as ::core::default::Default>::default().total;
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl<T: Clone, const N: usize> ::core::default::Default for Cart<T, N>
where
    T: Item,
    Vec<T>: ::iron_session::__private::DefaultMember,
{
    #[inline(never)]
    fn default() -> Self {
        Self {
            items: ::iron_session::__private::default_member::<Vec<T>>(),
            counts: [0; N],
            total: ::iron_session::__private::default_member::<u64>(),
        }
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl<T: Clone, const N: usize> ::iron_session::IronSession for Cart<T, N>
where
    T: Item,
    Cart<
        T,
        N,
    >: ::core::default::Default + ::core::marker::Send + ::core::marker::Sync + 'static,
    Vec<T>: ::iron_session::__private::Member + ::iron_session::__private::ThreadSafe,
    Counts<N>: ::iron_session::__private::Member + ::iron_session::__private::ThreadSafe,
{
    const CONFIG: ::iron_session::Config = ::iron_session::Config::new("__Host-session");
    const MEMBERS: &'static [&'static ::core::primitive::str] = &[
        "items",
        "counts",
        "total",
    ];
    type Subject = ::iron_session::NoSubject;
    const READ_BACK: ::core::primitive::bool = ::core::cfg!(debug_assertions);
    const DOUBTFUL: &'static [::core::primitive::usize] = &[0usize, 1usize];
    #[inline]
    fn write_members(
        &self,
        __out: &mut ::iron_session::__private::MemberWriter<'_>,
    ) -> ::core::result::Result<(), ::iron_session::__private::JsonError> {
        type __Codec<__T> = ::iron_session::__private::Codec<__T>;
        type __Checked<__T, __L> = ::iron_session::__private::CheckedCodec<__T, __L>;
        __Checked::<Vec<T>, Vec<T>>::write(__out, ",\"items\":", &self.items)?;
        __Checked::<Counts<N>, Counts<N>>::write(__out, ",\"counts\":", &self.counts)?;
        __Codec::<u64>::write(__out, ",\"total\":", &self.total)
    }
    #[inline]
    fn read_members(
        &mut self,
        __source: &mut ::iron_session::__private::MemberReader<'_>,
    ) -> ::core::result::Result<(), ::iron_session::__private::Unreadable> {
        type __Codec<__T> = ::iron_session::__private::Codec<__T>;
        type __Checked<__T, __L> = ::iron_session::__private::CheckedCodec<__T, __L>;
        __Checked::<Vec<T>, Vec<T>>::read(__source, ",\"items\":", &mut self.items)?;
        __Checked::<
            Counts<N>,
            Counts<N>,
        >::read(__source, ",\"counts\":", &mut self.counts)?;
        __Codec::<u64>::read(__source, ",\"total\":", &mut self.total)
    }
}

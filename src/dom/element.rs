//! An element in the making, and its place in a view.

use std::borrow::Cow;
use std::marker::PhantomData;

use leptos::attr::any_attribute::{AnyAttribute, AnyAttributeState, IntoAnyAttribute};
use leptos::attr::{Attribute, custom::custom_attribute};
use leptos::ev::{self, EventDescriptor};
use leptos::html::ElementType;
use leptos::prelude::*;
use leptos::tachys::html::event::on;
use leptos::tachys::html::{class, node_ref as fill, property, style};
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::Rndr;
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Position, PositionState};
use wasm_bindgen::JsValue;

use super::attribute::{Flag, Property, Tell, Value};
use super::part::{Part, words};

/// An element in the making. A box, so that a chain of calls hands on one address.
#[must_use]
pub struct El(Box<Element>);

/// An element with what it holds.
struct Element {
    tag: &'static str,
    svg: bool,
    attributes: Vec<AnyAttribute>,
    children: Vec<AnyView>,
}

/// What hears an event of any kind.
trait Hear {
    fn hear(&mut self, event: JsValue);
}

/// What hears events of one kind.
struct Ear<E, F>(F, PhantomData<E>);

impl<E, F> Hear for Ear<E, F>
where
    E: EventDescriptor,
    E::EventType: From<JsValue>,
    F: FnMut(E::EventType),
{
    fn hear(&mut self, event: JsValue) {
        (self.0)(event.into());
    }
}

impl El {
    /// An element of HTML.
    #[inline(never)]
    pub fn new(tag: &'static str) -> Self {
        Self(Box::new(Element {
            tag,
            svg: false,
            attributes: Vec::new(),
            children: Vec::new(),
        }))
    }

    /// An element of SVG.
    #[inline(never)]
    pub fn svg(tag: &'static str) -> Self {
        let mut made = Self::new(tag);
        made.0.svg = true;
        made
    }

    /// An attribute that never changes.
    #[inline(never)]
    pub fn fixed(self, key: &'static str, value: &'static str) -> Self {
        self.text_attribute(key, Some(Cow::Borrowed(value)))
    }

    /// An attribute with any value that has a text: see [`Value`].
    pub fn attr(self, key: &'static str, value: impl Value) -> Self {
        value.put(self, key)
    }

    #[inline(never)]
    pub(super) fn text_attribute(
        self,
        key: &'static str,
        value: Option<Cow<'static, str>>,
    ) -> Self {
        self.with(custom_attribute(key, value).into_any_attr())
    }

    #[inline(never)]
    pub(super) fn live_attribute(self, key: &'static str, mut value: Box<dyn Tell>) -> Self {
        self.with(custom_attribute(key, move || value.tell()).into_any_attr())
    }

    /// A property of the element's object, set as it changes.
    pub fn prop(self, key: &'static str, value: impl Property) -> Self {
        value.put(self, key)
    }

    pub(super) fn property(self, key: &'static str, value: impl property::IntoProperty) -> Self {
        self.with(property::prop(key, value).into_any_attr())
    }

    /// A class while something holds.
    pub fn toggle(self, name: &'static str, on: impl Flag) -> Self {
        self.live_class(name, on.flag())
    }

    #[inline(never)]
    fn live_class(self, name: &'static str, on: Box<dyn FnMut() -> bool + Send>) -> Self {
        self.with(class::class((name, on)).into_any_attr())
    }

    /// A property of the element's style, as it changes.
    pub fn style(self, name: &'static str, value: impl FnMut() -> String + Send + 'static) -> Self {
        self.live_style(name, Box::new(value))
    }

    #[inline(never)]
    fn live_style(self, name: &'static str, value: Box<dyn FnMut() -> String + Send>) -> Self {
        self.with(style::style((name, value)).into_any_attr())
    }

    /// Hears an event.
    pub fn on<E>(
        self,
        name: &'static str,
        _event: E,
        hear: impl FnMut(E::EventType) + 'static,
    ) -> Self
    where
        E: EventDescriptor + 'static,
        E::EventType: From<JsValue>,
    {
        self.heard(name, Box::new(Ear(hear, PhantomData::<E>)))
    }

    #[inline(never)]
    fn heard(self, name: &'static str, mut hear: Box<dyn Hear>) -> Self {
        let event = ev::Custom::<web_sys::Event>::new(name);
        self.with(on(event, move |event: web_sys::Event| hear.hear(event.into())).into_any_attr())
    }

    /// Puts the element into a reference once it is made.
    pub fn node_ref<E: ElementType>(
        self,
        reference: impl fill::NodeRefContainer<E> + 'static,
    ) -> Self {
        self.with(fill::node_ref(reference).into_any_attr())
    }

    #[inline(never)]
    fn with(mut self, attribute: AnyAttribute) -> Self {
        self.0.attributes.push(attribute);
        self
    }

    /// A text that never changes.
    #[inline(never)]
    pub fn said(self, text: &'static str) -> Self {
        self.view(words(Cow::Borrowed(text)))
    }

    /// A child of any kind: see [`Part`].
    pub fn child(self, part: impl Part) -> Self {
        part.put(self)
    }

    /// An element within.
    #[inline(never)]
    pub fn nest(self, inner: Self) -> Self {
        self.view(inner.done())
    }

    /// A view within.
    #[inline(never)]
    pub fn view(mut self, view: AnyView) -> Self {
        self.0.children.push(view);
        self
    }

    /// The element as a view.
    #[inline(never)]
    pub fn done(self) -> AnyView {
        (*self.0).into_any()
    }
}

/// An element in the document, with what keeps it as it should be.
struct ElementState {
    element: web_sys::Element,
    tag: &'static str,
    attributes: (web_sys::Element, Vec<AnyAttributeState>),
    children: Vec<AnyViewState>,
}

impl Render for Element {
    type State = ElementState;

    fn build(self) -> ElementState {
        let space = self.svg.then_some("http://www.w3.org/2000/svg");
        let element = Rndr::create_element(self.tag, space);
        let attributes = self.attributes.build(&element);
        let children = self
            .children
            .into_iter()
            .map(|child| {
                let mut child = child.build();
                child.mount(&element, None);
                child
            })
            .collect();
        ElementState {
            element,
            tag: self.tag,
            attributes,
            children,
        }
    }

    fn rebuild(self, state: &mut ElementState) {
        // The same element with as many children is kept, and with it focus and place; another one is made anew.
        if self.tag != state.tag || self.children.len() != state.children.len() {
            let mut new = self.build();
            state.insert_before_this(&mut new);
            state.unmount();
            *state = new;
            return;
        }
        self.attributes.rebuild(&mut state.attributes);
        for (child, state) in self.children.into_iter().zip(&mut state.children) {
            child.rebuild(state);
        }
    }
}

impl Mountable for ElementState {
    fn unmount(&mut self) {
        Rndr::remove(&self.element);
    }

    fn mount(&mut self, parent: &web_sys::Element, marker: Option<&web_sys::Node>) {
        Rndr::insert_node(parent, &self.element, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let Some(parent) = self.element.parent_element() else {
            return false;
        };
        child.mount(&parent, Some(&self.element));
        true
    }

    fn elements(&self) -> Vec<web_sys::Element> {
        vec![self.element.clone()]
    }
}

impl AddAnyAttr for Element {
    type Output<New: Attribute> = Self;

    fn add_any_attr<New: Attribute>(mut self, attribute: New) -> Self {
        self.attributes
            .push(attribute.into_cloneable_owned().into_any_attr());
        self
    }
}

/// The page is drawn in the browser alone: what servers write is left empty.
impl RenderHtml for Element {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        _: &mut String,
        _: &mut Position,
        _: bool,
        _: bool,
        _: Vec<AnyAttribute>,
    ) {
    }

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> ElementState {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}

/** The cookies of one browser that visits one host, by https as far as it knows. */
export class Jar {
  cookies = new Map();

  clone() {
    const jar = new Jar();
    jar.cookies = new Map(this.cookies);
    return jar;
  }

  async fetch(url, init = {}) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = cookie ? { ...init.headers, cookie } : init.headers;
    const response = await fetch(url, { ...init, headers, redirect: "manual" });
    response.headers.getSetCookie().forEach((text) => this.#receive(text));
    return response;
  }

  #receive(text) {
    const [pair, ...attributes] = text.split("; ");
    const [name, value] = pair.split(/=(.*)/s);
    if (attributes.includes("Max-Age=0")) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

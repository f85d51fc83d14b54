const ofBrowser = /^(?:VITE|NEXT_PUBLIC|NUXT_PUBLIC|REACT_APP|VUE_APP|EXPO_PUBLIC|PUBLIC|GATSBY|NG_APP)_/;
/** Of these the server reads some too, to hand on what the browser asks for. */
const ofServerToo = /PROXY|SSR|SERVER|INTERNAL|BACKEND_HOST/i;

/** Whether a variable's value ends up in what a browser runs. */
export function isReadByBrowser(key: string): boolean {
  return ofBrowser.test(key) && !ofServerToo.test(key);
}

/**
 * Variables of what runs in a browser, which is on the machine of whoever looks, or of what is told about the outside; none
 * is called from the container.
 */
const elsewhere =
  /ORIGIN|CORS|CALLBACK|REDIRECT|PUBLIC|EXTERNAL|FRONTEND|BROWSER|ADVERTISED|ALLOWED|TRUSTED|LISTEN|BIND|NO_PROXY|^(?:NEXT)?AUTH_URL$|(?:^|_)(?:SITE|ROOT|APP|WEB|DOMAIN|ISSUER)_?UR[LI]$/i;
/** By these a service says its own address; with the name of another before it, as `OLLAMA_BASE_URL`, that one's. */
const ownAddress = /^(.*?)_?(?:BASE|SERVER|HOST)_?UR[LI]$/i;

/** Whether the value of a service's variable is read by a browser or told to the outside, not called from the container. */
export function isReadElsewhere(key: string, service: string, image = ""): boolean {
  if (ofBrowser.test(key) || elsewhere.test(key)) return true;
  const before = ownAddress.exec(key)?.[1];
  if (before === undefined) return false;
  const word = plain(before);
  return word === "" || plain(service).includes(word) || plain(image).includes(word);
}

function plain(text: string): string {
  return text.replace(/[^a-z0-9]/gi, "").toLowerCase();
}

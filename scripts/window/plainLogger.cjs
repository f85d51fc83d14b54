// @ts-check
// Stands in VS Code's server where its native log writer stands, which takes a compiler to build. Output channels of
// extensions are files that this writes; without it they stay empty. install.mjs copies it there.
const { appendFileSync, mkdirSync } = require("node:fs");
const path = require("node:path");

const levels = /** @type {const} */ (["trace", "debug", "info", "warning", "error", "critical"]);

/** As much of the native class as VS Code calls. */
class Logger {
  level = 0;
  plain = false;

  /**
   * @param {string} _type
   * @param {string} _name
   * @param {string} file
   */
  constructor(_type, _name, file) {
    this.file = file;
  }

  trace = this.#writer(0);
  debug = this.#writer(1);
  info = this.#writer(2);
  warn = this.#writer(3);
  error = this.#writer(4);
  critical = this.#writer(5);

  getLevel() {
    return this.level;
  }

  /** @param {number} level */
  setLevel(level) {
    this.level = level;
  }

  clearFormatters() {
    this.plain = true;
  }

  setPattern() {
    // There is one pattern.
  }

  flush() {
    // Every line is written at once.
  }

  drop() {
    // Nothing is held.
  }

  /** @param {0 | 1 | 2 | 3 | 4 | 5} level */
  #writer(level) {
    return (/** @type {string} */ message) => {
      if (level < this.level) return;
      const line = this.plain ? message : `${new Date().toISOString()} [${levels[level]}] ${message}\n`;
      appendFileSync(this.file, line);
    };
  }
}

/**
 * @param {string} name
 * @param {string} file
 */
function createLogger(name, file) {
  mkdirSync(path.dirname(file), { recursive: true });
  return Promise.resolve(new Logger("rotating", name, file));
}

const nothing = () => undefined;

// One by one: VS Code imports this as an ES module, and Node finds names of exports only where they are written so.
module.exports.version = 0;
module.exports.setLevel = nothing;
module.exports.setFlushOn = nothing;
module.exports.Logger = Logger;
module.exports.createRotatingLogger = createLogger;
module.exports.createAsyncRotatingLogger = createLogger;

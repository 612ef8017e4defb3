# 景桥 SceneBridge: `make demo` shows it, `make test` proves it.
PYTHON ?= python3
VENV ?= .venv
# Where the CPU build of torch comes from, e.g. TORCH_ARGS="--index-url …" or "--find-links …".
TORCH ?= torch==2.13.0
TORCH_ARGS ?=
PORT ?= 8000

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: demo test check browser translations clean

demo: $(VENV)/.installed
	$(BIN)/scenebridge demo --port $(PORT)

test: $(VENV)/.tested browser check
	$(BIN)/pytest

check: $(VENV)/.tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Torch first: whatever asks for it afterwards is content with the build that is there.
$(VENV)/.torch:
	$(PYTHON) -m venv $(VENV)
	$(PIP) install $(TORCH_ARGS) "$(TORCH)"
	touch $@

$(VENV)/.installed: $(VENV)/.torch pyproject.toml constraints.txt
	$(PIP) install -c constraints.txt -e .
	touch $@

$(VENV)/.tested: $(VENV)/.torch pyproject.toml constraints.txt
	$(PIP) install -c constraints.txt -e ".[dev,training]"
	touch $@ $(VENV)/.installed

# Debian's Chromium for the browser tests; without it they are skipped loudly, and fail where CI=1.
browser:
	@command -v chromium >/dev/null || { \
	  as_root=; [ "$$(id -u)" = 0 ] || as_root="sudo -n"; \
	  $$as_root apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive $$as_root apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk; \
	} || echo "chromium could not be installed: the browser tests will be skipped"

# After words on pages or in commands have changed: bring the catalogue up to date, then compile it.
translations: $(VENV)/.tested
	$(BIN)/pybabel extract -F webapp/translations/babel.cfg -k mark -k say --no-location --sort-output -o $(VENV)/messages.pot webapp
	$(BIN)/pybabel update -N -i $(VENV)/messages.pot -d webapp/translations --no-wrap
	$(BIN)/pybabel compile -d webapp/translations

clean:
	rm -rf $(VENV) instance

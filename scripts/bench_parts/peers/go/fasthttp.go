package main

import "github.com/valyala/fasthttp"

func fastHTTP(concurrency int) func() fetch {
	client := &fasthttp.Client{MaxConnsPerHost: concurrency}
	return func() fetch {
		request, response := fasthttp.AcquireRequest(), fasthttp.AcquireResponse()
		return func(url string) (int, []byte, error) {
			request.SetRequestURI(url)
			err := client.Do(request, response)
			return response.StatusCode(), response.Body(), err
		}
	}
}

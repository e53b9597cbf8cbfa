package main

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net/http"
	"os"
)

// From the environment: HTTP is 1.1 or 2, for https; CA is a file with certificates to trust.
func netHTTP(concurrency int) func() fetch {
	transport := &http.Transport{MaxIdleConnsPerHost: concurrency, DisableCompression: true}
	http2 := os.Getenv("HTTP") == "2"
	transport.ForceAttemptHTTP2 = http2
	if ca := os.Getenv("CA"); ca != "" {
		pem, err := os.ReadFile(ca)
		check(err)
		trusted := x509.NewCertPool()
		trusted.AppendCertsFromPEM(pem)
		transport.TLSClientConfig = &tls.Config{RootCAs: trusted} // which by itself turns HTTP/2 off
	}
	client := &http.Client{Transport: transport}
	get := func(url string) (int, []byte, error) {
		response, err := client.Get(url)
		if err != nil {
			return 0, nil, err
		}
		defer response.Body.Close()
		if (response.ProtoMajor == 2) != http2 {
			return 0, nil, errors.New("answered by " + response.Proto)
		}
		body, err := io.ReadAll(response.Body)
		return response.StatusCode, body, err
	}
	return func() fetch { return get }
}
